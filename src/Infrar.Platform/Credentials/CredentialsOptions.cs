using Microsoft.Extensions.Options;

namespace Infrar.Platform.Credentials;

/// <summary>Whom the platform is at AWS, when it takes on the roles of projects.</summary>
public enum AwsIdentity
{
    /// <summary>Nobody: such roles are not checked.</summary>
    None,

    /// <summary>Whoever the machine is: variables, profile, container, instance.</summary>
    Machine,

    /// <summary>Whoever holds <see cref="CredentialsOptions.AwsAccessKey"/>.</summary>
    Key,
}

/// <summary>Section <c>Credentials</c>.</summary>
public sealed class CredentialsOptions
{
    /// <summary>Whether the provider is asked about a credential right after it was stored.</summary>
    public bool CheckAfterStoring { get; set; } = true;

    /// <summary>Other addresses of providers' APIs by name, such as <c>hetzner</c>.</summary>
    public Dictionary<string, string> Endpoints { get; } = new(StringComparer.Ordinal);

    /// <summary>Whom the platform is at AWS.</summary>
    public AwsIdentity AwsIdentity { get; set; } = AwsIdentity.None;

    /// <summary>The id of the platform's own access key.</summary>
    public string? AwsAccessKey { get; set; }

    /// <summary>The file whose first line is the secret of that key.</summary>
    public string? AwsSecretKeyFile { get; set; }

    /// <summary>Days after which people are reminded to rotate a credential, 0 for never, to 3650; 90 when nothing is said.</summary>
    public int RotateAfterDays { get; set; } = 90;

    /// <summary>Days after which a project's secrets are sealed under a new data key, 1 to 3650; 90 when nothing is said.</summary>
    public int DataKeyDays { get; set; } = 90;

    /// <summary>When a credential that was stored at a time is due to be rotated; null for never.</summary>
    internal DateTimeOffset? RotationDueAt(DateTimeOffset storedAt) =>
        RotateAfterDays is 0 ? null : storedAt.AddDays(RotateAfterDays);
}

/// <summary>Says every fault of <see cref="CredentialsOptions"/> at once.</summary>
internal sealed class CredentialsOptionsValidation : IValidateOptions<CredentialsOptions>
{
    public ValidateOptionsResult Validate(string? name, CredentialsOptions options)
    {
        var faults = new List<string>();
        foreach (var (endpoint, url) in options.Endpoints)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var read) || read.Scheme is not ("http" or "https"))
            {
                faults.Add(
                    $"Credentials:Endpoints:{endpoint} is '{url}'; state an address such as https://api.example.com."
                );
            }
        }

        if (
            options.AwsIdentity is AwsIdentity.Key
            && (options.AwsAccessKey is null || options.AwsSecretKeyFile is null)
        )
        {
            faults.Add("Credentials:AwsIdentity is key; state Credentials:AwsAccessKey and AwsSecretKeyFile with it.");
        }

        if (options.AwsSecretKeyFile is { } file && !File.Exists(file))
        {
            faults.Add($"Credentials:AwsSecretKeyFile names '{file}', which is not there.");
        }

        if (options.RotateAfterDays is < 0 or > 3650)
        {
            faults.Add($"Credentials:RotateAfterDays is {options.RotateAfterDays}; state a number from 0 to 3650.");
        }

        if (options.DataKeyDays is < 1 or > 3650)
        {
            faults.Add($"Credentials:DataKeyDays is {options.DataKeyDays}; state a number from 1 to 3650.");
        }

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
