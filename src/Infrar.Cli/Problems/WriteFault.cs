namespace Infrar.Cli.Problems;

/// <summary>Why something cannot be written, in the user's words where the system's are beside the point.</summary>
internal static class WriteFault
{
    /// <summary>Why a file cannot be written.</summary>
    /// <param name="file">Its absolute path.</param>
    /// <param name="fault">What the system said.</param>
    public static string OfFile(string file, Exception fault) =>
        Directory.Exists(file) ? "It is a folder. Name a file in it."
        : fault is DirectoryNotFoundException ? $"There is no folder {Path.GetDirectoryName(file)}. Make it first."
        : fault.Message;

    /// <summary>Why a folder cannot be written.</summary>
    /// <param name="folder">Its absolute path.</param>
    /// <param name="fault">What the system said.</param>
    public static string OfFolder(string folder, Exception fault) =>
        File.Exists(folder) ? "It is a file. Name a folder." : fault.Message;
}
