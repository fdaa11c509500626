using Microsoft.Extensions.Options;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Where secrets are kept.</summary>
public enum SecretsKind
{
    /// <summary>Sealed files in a folder; one machine, several processes.</summary>
    Vault,

    /// <summary>Sealed in the platform's database; any number of machines.</summary>
    Database,

    /// <summary>AWS Secrets Manager.</summary>
    Aws,
}

/// <summary>Section <c>Secrets</c>.</summary>
public sealed class SecretsOptions
{
    /// <summary>Where secrets are kept; the folder when nothing is said.</summary>
    public SecretsKind Kind { get; set; } = SecretsKind.Vault;

    /// <summary>Vault: the folder; <c>vault</c> in the data folder when left out.</summary>
    public string? Folder { get; set; }

    /// <summary>The file of the master key; <c>master.key</c> in the data folder when left out. Not beside <see cref="KmsKeyId"/>.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>The id, ARN or alias of a key at AWS KMS that serves as master key in the place of a file.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Another address than AWS's own for KMS and Secrets Manager, such as that of a VPC endpoint.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The AWS region, such as <c>eu-central-1</c>.</summary>
    public string? Region { get; set; }

    /// <summary>The environment that stands in names at Secrets Manager: <c>/infrar/{environment}/…</c>.</summary>
    public string Environment { get; set; } = "production";
}

/// <summary>Says every fault of <see cref="SecretsOptions"/> at once.</summary>
internal sealed class SecretsOptionsValidation : IValidateOptions<SecretsOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretsOptions options)
    {
        var faults = new List<string>();
        if (options.KmsKeyId is not null && options.MasterKeyFile is not null)
        {
            faults.Add("Secrets:KmsKeyId and Secrets:MasterKeyFile are both stated: keep the one that holds the key.");
        }

        if ((options.KmsKeyId is not null || options.Kind is SecretsKind.Aws) && string.IsNullOrEmpty(options.Region))
        {
            faults.Add("Secrets:Region is missing: state the AWS region, such as eu-central-1.");
        }

        if (
            options.Endpoint is { } endpoint
            && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        )
        {
            faults.Add($"Secrets:Endpoint is '{endpoint}'; state an address such as https://vpce-1.example.com.");
        }

        if (options.Kind is not SecretsKind.Vault && options.Folder is not null)
        {
            faults.Add($"Secrets:Folder has no meaning where Secrets:Kind is {options.Kind}; leave it out.");
        }

        if (!SecretPath.IsSegment(options.Environment))
        {
            faults.Add(
                $"Secrets:Environment is '{options.Environment}'; state a name of lower-case letters, digits and hyphens."
            );
        }

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
