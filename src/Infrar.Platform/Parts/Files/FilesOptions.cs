using Microsoft.Extensions.Options;

namespace Infrar.Platform.Parts.Files;

/// <summary>Where files are kept; section <c>Files</c>.</summary>
internal sealed class FilesOptions
{
    /// <summary>The section's name.</summary>
    internal const string Section = "Files";

    /// <summary><c>folder</c> (the default) or <c>s3</c>.</summary>
    public string Kind { get; set; } = "folder";

    /// <summary>The folder that holds one folder a store; for kind <c>folder</c>.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Address of a server that speaks S3; empty for Amazon's own.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The buckets' region, as in <c>eu-central-1</c>.</summary>
    public string Region { get; set; } = "";

    /// <summary>Whether the bucket stands in the path and not in the host name, as servers other than Amazon's mostly want.</summary>
    public bool ForcePathStyle { get; set; }

    /// <summary>One bucket a store; all different, for each has its own retention.</summary>
    public FileBuckets Buckets { get; set; } = new();

    /// <summary>Server-side encryption: <c>none</c>, <c>s3</c> (AES256; the default) or <c>kms</c>.</summary>
    public string Sse { get; set; } = "s3";

    /// <summary>The key of <c>kms</c>; empty for the account's default key.</summary>
    public string KmsKeyId { get; set; } = "";

    /// <summary>Access key; empty for the surroundings' own credentials (role, environment, profile).</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>Whether the retention is written into the buckets' lifecycle at each start; true by default. Rules of others stay.</summary>
    public bool WriteLifecycle { get; set; } = true;

    /// <summary>A file that holds the secret of <see cref="AccessKey"/>.</summary>
    public string SecretKeyFile { get; set; } = "";
}

/// <summary>The buckets of the three stores.</summary>
internal sealed class FileBuckets
{
    /// <summary>Source received.</summary>
    public string Uploads { get; set; } = "";

    /// <summary>What was made.</summary>
    public string Artifacts { get; set; } = "";

    /// <summary>Output of runs and builds.</summary>
    public string Logs { get; set; } = "";
}

/// <summary>Names every fault of the settings at once.</summary>
internal sealed class FilesOptionsValidation : IValidateOptions<FilesOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FilesOptions options)
    {
        var faults = options.Kind switch
        {
            "folder" => Folder(options),
            "s3" => S3(options),
            _ => ["Files:Kind: use folder or s3."],
        };
        var all = faults.ToList();
        return all.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(all);
    }

    private static IEnumerable<string> Folder(FilesOptions options)
    {
        if (!Path.IsPathFullyQualified(options.Folder))
        {
            yield return "Files:Folder: give a full path.";
        }
    }

    private static IEnumerable<string> S3(FilesOptions options)
    {
        if (options.Region is "")
        {
            yield return "Files:Region: name the buckets' region, as in eu-central-1.";
        }
        if (options.Endpoint is not "" && !IsHttp(options.Endpoint))
        {
            yield return "Files:Endpoint: give an http or https address, or leave it out for Amazon S3.";
        }
        (string Name, string Value)[] buckets =
        [
            ("Uploads", options.Buckets.Uploads),
            ("Artifacts", options.Buckets.Artifacts),
            ("Logs", options.Buckets.Logs),
        ];
        foreach (var bucket in buckets.Where(bucket => bucket.Value is ""))
        {
            yield return $"Files:Buckets:{bucket.Name}: name a bucket.";
        }
        if (
            buckets
                .Where(bucket => bucket.Value is not "")
                .GroupBy(bucket => bucket.Value)
                .Any(same => same.Count() > 1)
        )
        {
            yield return "Files:Buckets: name different buckets, for each has its own retention.";
        }
        if (options.Sse is not ("none" or "s3" or "kms"))
        {
            yield return "Files:Sse: use none, s3 or kms.";
        }
        if (options.KmsKeyId is not "" && options.Sse is not "kms")
        {
            yield return "Files:KmsKeyId: set Files:Sse to kms, or leave the key out.";
        }
        if (options.AccessKey is "" != options.SecretKeyFile is "")
        {
            yield return "Files:AccessKey, Files:SecretKeyFile: give both or neither.";
        }
        else if (options.SecretKeyFile is not "" && !File.Exists(options.SecretKeyFile))
        {
            yield return "Files:SecretKeyFile: there is no such file.";
        }
    }

    private static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
