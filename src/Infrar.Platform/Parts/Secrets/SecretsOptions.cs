namespace Infrar.Platform.Parts.Secrets;

/// <summary>Section <c>Secrets</c>.</summary>
public sealed class SecretsOptions
{
    /// <summary>The file of the master key; <c>master.key</c> in the data folder when left out.</summary>
    public string? MasterKeyFile { get; set; }
}
