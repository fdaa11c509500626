using Infrar.Rehearsal.Schemas;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers;

/// <summary>A resource type as one configured provider sees it: what every decision about a resource looks at.</summary>
internal sealed record ResourceScope(
    string Type,
    BlockSchema Schema,
    TypeFacts Facts,
    ProviderFacts ProviderFacts,
    ProviderSettings Settings
)
{
    /// <summary>Whether resources of this type lie in a region of their own choice.</summary>
    public bool IsRegional => Schema.Attributes.ContainsKey("region") && Settings.Region is not null;

    /// <summary>Region of a resource with these values; empty where there are none.</summary>
    public string RegionOf(Value values) =>
        values["region"].AsText ?? (Schema.Attributes.ContainsKey("region") ? Settings.Region : null) ?? "";

    /// <summary>
    /// Words every template may use: the region, account and partition, and the type taken apart: of
    /// <c>aws_ecs_task_definition</c> the service is <c>ecs</c> and the kind <c>task-definition</c>.
    /// </summary>
    public string? Word(string place, Value values)
    {
        var region = RegionOf(values) is { Length: > 0 } own ? own : Settings.Region ?? "";
        var words = Type.Split('_');
        return place switch
        {
            "region" => region,
            "account" => Settings.Account,
            "partition" => ProviderSettings.PartitionOf(region),
            "service" => words.Length > 1 ? words[1] : Type,
            "kind" => words.Length > 2 ? string.Join('-', words[2..]) : words[^1],
            _ => null,
        };
    }
}
