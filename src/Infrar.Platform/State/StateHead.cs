namespace Infrar.Platform.State;

/// <summary>What a state says of itself.</summary>
/// <param name="Serial">Rises with every change.</param>
/// <param name="Lineage">The same for all states of one history; empty for old ones.</param>
/// <param name="EngineVersion">Of OpenTofu or Terraform.</param>
/// <param name="Resources">Instances of managed resources.</param>
/// <param name="IsEncrypted">Whether OpenTofu encrypted it.</param>
/// <param name="SerialAt">Where the digits of the serial begin, in bytes.</param>
/// <param name="SerialLength">How many digits there are.</param>
internal sealed record StateHead(
    long Serial,
    string Lineage,
    string? EngineVersion,
    int Resources,
    bool IsEncrypted,
    long SerialAt,
    int SerialLength
);
