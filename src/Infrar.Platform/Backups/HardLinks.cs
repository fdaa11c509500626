using System.Runtime.InteropServices;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Backups;

/// <summary>A second name for each file of a folder: as good as a copy where files are only ever replaced, and made at once.</summary>
internal static class HardLinks
{
    /// <summary>Links every file in a folder, at any depth; names that begin with a dot are what is not finished, and stay out.</summary>
    public static void Make(string from, string to)
    {
        DurableFile.CreateFolder(to);
        if (!Directory.Exists(from))
        {
            return;
        }

        foreach (var item in new DirectoryInfo(from).EnumerateFileSystemInfos().Where(i => i.Name[0] is not '.'))
        {
            var target = Path.Combine(to, item.Name);
            if (item is DirectoryInfo)
            {
                Make(item.FullName, target);
            }
            else if (Link(item.FullName, target) is not 0)
            {
                // Another file system, or one without links.
                File.Copy(item.FullName, target);
                File.SetLastWriteTimeUtc(target, item.LastWriteTimeUtc);
            }
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string from,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string to
    );
}
