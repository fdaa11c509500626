using System.Text.Json.Serialization;
using Infrar.Platform.Http;

namespace Infrar.Platform.State;

/// <summary>A state, as OpenTofu and Terraform write it; everything else in it is theirs, and kept as it is.</summary>
/// <param name="Version">The form of the state.</param>
/// <param name="Serial">Rises with every change.</param>
/// <param name="Lineage">The same for all states of one history.</param>
/// <param name="EngineVersion">Of OpenTofu or Terraform.</param>
[ApiExample(
    """
        {"version": 4, "serial": 12, "lineage": "3f1d7a52-8f0e-4c5b-9d0f-1f1b6a3a9c11", "terraform_version": "1.11.4"}
        """
)]
internal sealed record StateDocument(
    int Version,
    long Serial,
    string Lineage,
    [property: JsonPropertyName("terraform_version")] string? EngineVersion = null
);
