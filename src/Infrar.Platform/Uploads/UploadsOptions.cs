using Infrar.Platform.Parts.Files;
using Infrar.Platform.Uploads.Archives;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Uploads;

/// <summary>What is taken as a source; section <c>Uploads</c>.</summary>
internal sealed class UploadsOptions
{
    /// <summary>The section's name.</summary>
    internal const string Section = "Uploads";

    /// <summary>Bytes of one archive, packed, or of one repository; 1 GiB.</summary>
    public long MaxBytes { get; set; } = 1L << 30;

    /// <summary>Bytes of all its files, unpacked; 4 GiB.</summary>
    public long MaxUnpackedBytes { get; set; } = 4L << 30;

    /// <summary>Files and folders in it, 1 to 1,000,000; 50,000.</summary>
    public int MaxEntries { get; set; } = 50_000;

    /// <summary>A chunk that comes slower, in bytes a second over five seconds and more, is cut off; 0 lets any speed pass.</summary>
    public int MinBytesPerSecond { get; set; } = 1024;

    /// <summary>Uploads of one project that are not at their end, 1 to 1,000; 20.</summary>
    public int OpenPerProject { get; set; } = 20;

    /// <summary>Seconds that looking through one source may take, 1 to 3,600; 600.</summary>
    public int CheckSeconds { get; set; } = 600;

    /// <summary>Repositories.</summary>
    public GitOptions Git { get; set; } = new();

    internal ArchiveLimits Limits(bool linksAreSkipped) =>
        new(
            Entries: MaxEntries,
            TotalBytes: MaxUnpackedBytes,
            TextBytes: (int)Core.Detection.Detector.MaxBytes,
            LinksAreSkipped: linksAreSkipped
        );
}

/// <summary>How repositories are fetched; section <c>Uploads:Git</c>.</summary>
internal sealed class GitOptions
{
    /// <summary>The git program, 2.32 or later.</summary>
    public string Program { get; set; } = "git";

    /// <summary>Seconds that one fetch may take, 1 to 3,600; 300.</summary>
    public int Seconds { get; set; } = 300;

    /// <summary>Names of hosts that may be inside of private networks, such as <c>git.example.internal</c>; none.</summary>
    public List<string> PrivateHosts { get; set; } = [];

    /// <summary>A PEM file of the authorities that servers' certificates are held against, in the place of the system's.</summary>
    public string CaFile { get; set; } = "";
}

/// <summary>Names every fault of the settings at once.</summary>
internal sealed class UploadsOptionsValidation : IValidateOptions<UploadsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, UploadsOptions options)
    {
        var most = (long)FilePart.MaxSize * FilePart.MaxNumber;
        List<string?> faults =
        [
            Between("MaxBytes", options.MaxBytes, 1, most),
            Between("MaxUnpackedBytes", options.MaxUnpackedBytes, 1, 1L << 40),
            Between("MaxEntries", options.MaxEntries, 1, 1_000_000),
            Between("MinBytesPerSecond", options.MinBytesPerSecond, 0, 1 << 30),
            Between("OpenPerProject", options.OpenPerProject, 1, 1_000),
            Between("CheckSeconds", options.CheckSeconds, 1, 3_600),
            Between("Git:Seconds", options.Git.Seconds, 1, 3_600),
            options.Git.Program is "" ? "Uploads:Git:Program: name the git program." : null,
            options.Git.CaFile is not "" && !File.Exists(options.Git.CaFile)
                ? "Uploads:Git:CaFile: there is no such file."
                : null,
            .. options
                .Git.PrivateHosts.Where(host => Uri.CheckHostName(host) is UriHostNameType.Unknown)
                .Select(host => $"Uploads:Git:PrivateHosts holds '{host}'; state names such as git.example.internal."),
        ];
        var all = faults.OfType<string>().ToList();
        return all.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(all);
    }

    private static string? Between(string name, long value, long least, long most) =>
        value < least || value > most ? $"Uploads:{name} is {value}; state a number from {least} to {most}." : null;
}
