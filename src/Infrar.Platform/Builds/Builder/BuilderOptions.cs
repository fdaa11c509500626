using Infrar.Core.Images;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds.Builder;

/// <summary>How builds are kept apart from the platform that runs them.</summary>
internal enum BuildIsolation
{
    /// <summary>As another user that sees programs, its build and its project's layers alone; the platform has to be root for that.</summary>
    Namespaces,

    /// <summary>Not at all: for machines where everybody who sends sources is trusted with all that the platform keeps.</summary>
    None,
}

/// <summary>Where images are built; section <c>Builder</c>.</summary>
internal sealed class BuilderOptions
{
    /// <summary>The section's name.</summary>
    internal const string Section = "Builder";

    /// <summary>How many builds this node carries out at once, 0 to 64; 0 for a node that leaves them to others.</summary>
    public int Slots { get; set; } = 1;

    /// <summary>The program that builds: buildah 1.28 or later.</summary>
    public string Program { get; set; } = "buildah";

    /// <summary>The program that runs the steps of a build: <c>runc</c> or <c>crun</c>.</summary>
    public string Runtime { get; set; } = "runc";

    /// <summary>The user that builds run as where the platform is root; it needs subordinate ids and owns nothing else.</summary>
    public string User { get; set; } = "infrar-build";

    /// <summary>How builds are kept apart from the platform. Where the platform is root they always are.</summary>
    public BuildIsolation Isolation { get; set; } = BuildIsolation.Namespaces;

    /// <summary>Where builds and what was built before are kept; <c>builder</c> in the data folder when left out.</summary>
    public string Folder { get; set; } = "";

    /// <summary>For how long a builder that says nothing is believed to be alive, in seconds, 5 to 600.</summary>
    public int LeaseSeconds { get; set; } = 30;

    /// <summary>Most minutes that a build takes, 1 to 1,440.</summary>
    public int Minutes { get; set; } = 30;

    /// <summary>Most memory of one build in MiB, 128 to 1,048,576.</summary>
    public int MemoryMebibytes { get; set; } = 4096;

    /// <summary>Most processes and threads of one build, 64 to 65,536.</summary>
    public int Processes { get; set; } = 2048;

    /// <summary>Most that one build adds on disk in MiB, 16 to 1,048,576.</summary>
    public int DiskMebibytes { get; set; } = 20_480;

    /// <summary>Most that one build prints, in MiB, 1 to 1,024.</summary>
    public int OutputMebibytes { get; set; } = 32;

    /// <summary>Most that is kept of what was built before, for all projects of this node, in MiB, 0 to 10,485,760; 0 for nothing.</summary>
    public int CacheMebibytes { get; set; } = 51_200;

    /// <summary>Whether what was built before is also kept in the project's registry, for other builders; only where it asks for no login.</summary>
    public bool SharesCache { get; set; } = true;

    /// <summary>The registry for projects that name none: host, port and path; none when empty.</summary>
    public string Registry { get; set; } = "";

    /// <summary>Who the platform is at that registry; nobody when empty.</summary>
    public string RegistryUser { get; set; } = "";

    /// <summary>A file with the password.</summary>
    public string RegistryPasswordFile { get; set; } = "";

    /// <summary>Hosts of registries that are spoken to without TLS, such as <c>127.0.0.1:5000</c>.</summary>
    public List<string> PlainRegistries { get; set; } = [];

    /// <summary>Registries in private networks that Dockerfiles and projects may name, besides <see cref="Registry"/>.</summary>
    public List<string> PrivateRegistries { get; set; } = [];

    /// <summary>Places to take images from in the place of others, as <c>docker.io/library=mirror.example.com/docker</c>.</summary>
    public List<string> Mirrors { get; set; } = [];

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    internal bool IsPlain(string host) => PlainRegistries.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether whoever runs Infrar named a registry, so that it may lead into private networks.</summary>
    internal bool IsOwn(string host) =>
        host == Registry.Split('/')[0]
        || PrivateRegistries.Contains(host, StringComparer.OrdinalIgnoreCase)
        || Mirrors.Any(m => m.Split('=')[^1].Split('/')[0] == host);

    /// <summary>Where an image is really taken from: the longest place that stands in for its own.</summary>
    internal ImageReference Mirrored(ImageReference image)
    {
        var found = Mirrors
            .Select(m => m.Split('='))
            .Where(m =>
                m.Length is 2 && (image.Name == m[0] || image.Name.StartsWith($"{m[0]}/", StringComparison.Ordinal))
            )
            .MaxBy(m => m[0].Length);
        if (found is null)
        {
            return image;
        }

        var name = found[1] + image.Name[found[0].Length..];
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return image with { Registry = name[..slash], Repository = name[(slash + 1)..] };
    }
}

/// <summary>Names every fault of the settings at once.</summary>
internal sealed class BuilderOptionsValidation : IValidateOptions<BuilderOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, BuilderOptions options)
    {
        var faults = new List<string>();
        Range("Slots", options.Slots, 0, 64);
        Range("LeaseSeconds", options.LeaseSeconds, 5, 600);
        Range("Minutes", options.Minutes, 1, 1440);
        Range("MemoryMebibytes", options.MemoryMebibytes, 128, 1_048_576);
        Range("Processes", options.Processes, 64, 65_536);
        Range("DiskMebibytes", options.DiskMebibytes, 16, 1_048_576);
        Range("OutputMebibytes", options.OutputMebibytes, 1, 1024);
        Range("CacheMebibytes", options.CacheMebibytes, 0, 10_485_760);
        if (options.Registry is not "" && !IsPlace(options.Registry))
        {
            faults.Add(
                $"Builder:Registry is {options.Registry}; state host and path, such as registry.example.com/infrar."
            );
        }

        if (options.RegistryUser is not "" && !File.Exists(options.RegistryPasswordFile))
        {
            faults.Add("Builder:RegistryPasswordFile names no file, though there is a Builder:RegistryUser.");
        }

        faults.AddRange(
            options
                .Mirrors.Where(m =>
                    m.Split('=') is not [var of, var by] || !IsPlace(of) || !by.Contains('/') || !IsPlace(by)
                )
                .Select(m => $"Builder:Mirrors names {m}; state such as docker.io/library=mirror.example.com/docker.")
        );
        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Range(string setting, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"Builder:{setting} is {value}; state a number from {least} to {most}.");
            }
        }
    }

    private static bool IsPlace(string text) => ImageReference.TryParse($"{text.TrimEnd('/')}/x", out _);
}
