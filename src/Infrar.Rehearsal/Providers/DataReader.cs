using System.Text.Json;
using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Schemas;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers;

/// <summary>Answers data sources: by their own behavior, from a resource that exists, or plausibly.</summary>
internal sealed class DataReader(ResourceScope scope, RehearsedProvider provider)
{
    public Value Read(Cloud cloud, Value config)
    {
        var open = Planner.MarkComputed(scope.Schema, Value.Null, config);
        if (scope.IsRegional && config["region"].IsNull)
        {
            open = open.With("region", Value.Of(scope.Settings.Region));
        }

        // Some attributes a user may give instead are not marked as computed; the answer states them all the same.
        foreach (var name in scope.Facts.Set.Keys.Where(name => config[name].IsNull && name is not "region"))
        {
            open = open.With(name, Value.Unknown);
        }

        if (provider.DataBehaviorOf(scope.Type) is { } behavior)
        {
            open = behavior(scope, open);
        }
        else if (provider.Schema.Resource(scope.Type) is { } resource && Find(cloud, config) is { } found)
        {
            open = Copy(found, resource, open);
        }

        var entropy = Entropy.Of(scope.Type, scope.RegionOf(open), Convert.ToBase64String(JsonCodec.ToBytes(config)));
        return new Filler(scope, [], open, entropy).Fill();
    }

    /// <summary>The first resource of the same type that agrees with every text the configuration gives.</summary>
    private CloudResource? Find(Cloud cloud, Value config)
    {
        var wanted = scope
            .Schema.Attributes.Keys.Where(name => name is not "region")
            .Select(name => (Name: name, Text: config[name].AsText))
            .Where(a => a.Text is not null)
            .ToArray();
        return wanted is []
            ? null
            : cloud
                .OfType(scope.Type)
                .FirstOrDefault(r => wanted.All(w => (w.Name is "id" ? r.Id : r.Text(w.Name)) == w.Text));
    }

    private Value Copy(CloudResource found, BlockSchema resource, Value open)
    {
        foreach (var (name, attribute) in scope.Schema.Attributes)
        {
            if (
                open[name].IsUnknown
                && resource.Attributes.TryGetValue(name, out var same)
                && JsonCodec.ToBytes(same.Type).AsSpan().SequenceEqual(JsonCodec.ToBytes(attribute.Type))
                && found.Attributes.TryGetProperty(name, out var json)
                && json.ValueKind is not JsonValueKind.Null
            )
            {
                open = open.With(name, JsonCodec.Decode(json, attribute.Type));
            }
        }

        return open;
    }
}
