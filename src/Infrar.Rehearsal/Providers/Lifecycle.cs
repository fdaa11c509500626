using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers;

/// <summary>Plans, creates, reads, changes and deletes resources of one type in the rehearsed cloud.</summary>
internal sealed class Lifecycle(ResourceScope scope, IReadOnlyList<TypeBehavior> behaviors)
{
    /// <summary>Attempts to find an id nobody has; only resources equal in everything ever need the second.</summary>
    private const int MaxIdAttempts = 10_000;

    public IEnumerable<Diagnostic> Validate(Value config) =>
        [
            .. Planner.UnconfigurableAttributes(scope.Schema, config).Select(Unconfigurable),
            .. scope.Facts.Checks.SelectMany(c => c.Check(config)),
            .. behaviors.SelectMany(b => b.Validate(scope, config)),
        ];

    public Plan Plan(Value prior, Value proposed, Value config)
    {
        if (proposed.IsNull)
        {
            return new Plan(proposed, []);
        }

        var planned = Planner.MarkComputed(scope.Schema, prior, proposed);
        planned = PlanRegion(planned, config);
        planned = behaviors.Aggregate(planned, (value, behavior) => behavior.Plan(scope, config, value));
        if (!prior.IsNull && !planned.Equals(prior))
        {
            planned = scope.Facts.Changes.Aggregate(planned, (value, name) => value.With(name, Value.Unknown));
        }

        return new Plan(planned, prior.IsNull ? [] : Replacements(prior, planned));
    }

    /// <summary>Creates what was planned.</summary>
    /// <returns>Its identity and final values.</returns>
    public Outcome Create(Cloud cloud, Value config, Value planned)
    {
        var region = scope.RegionOf(planned);
        var masked = JsonCodec.ToBytes(Masking.Mask(scope.Schema, planned));
        var content = Convert.ToBase64String(masked);
        for (var attempt = 0; attempt < MaxIdAttempts; attempt++)
        {
            var entropy = Entropy.Of(scope.Type, region, content, $"{attempt}");
            var filled = new Filler(scope, behaviors, planned, entropy).Fill();
            var key = new CloudKey(scope.Type, scope.RegionOf(filled), IdOf(filled, entropy));
            if (Refusals.OfChange(scope, behaviors, cloud, new(null, config, filled)) is { Count: > 0 } refusals)
            {
                return new Outcome(Value.Null, null, refusals);
            }

            if (cloud.Find(key) is null)
            {
                return Put(cloud, key, filled);
            }

            if (attempt > 0 && IsNamed(filled, planned, key.Id))
            {
                return new Outcome(Value.Null, null, [Refusals.Exists(key)]);
            }
        }

        throw new InvalidOperationException($"No free id was found for another {scope.Type}.");
    }

    public Outcome Update(Cloud cloud, CloudKey key, Value prior, Value config, Value planned)
    {
        if (cloud.Find(key) is null)
        {
            return new Outcome(prior, key, [Refusals.Gone(key)]);
        }

        var entropy = Entropy.Of(scope.Type, key.Region, key.Id, Convert.ToBase64String(JsonCodec.ToBytes(planned)));
        var filled = new Filler(scope, behaviors, planned, entropy).Fill();
        return Refusals.OfChange(scope, behaviors, cloud, new(key, config, filled)) is { Count: > 0 } refusals
            ? new Outcome(prior, key, refusals)
            : Put(cloud, key, filled);
    }

    public Outcome Delete(Cloud cloud, CloudKey key, Value prior)
    {
        // What somebody else deleted already is as good as deleted now.
        if (cloud.Find(key) is null)
        {
            return new Outcome(Value.Null, null, []);
        }

        if (Refusals.OfDelete(scope, behaviors, cloud, key, prior) is { Count: > 0 } refusals)
        {
            return new Outcome(prior, key, refusals);
        }

        cloud.Remove(key);
        return new Outcome(Value.Null, null, []);
    }

    /// <summary>
    /// The resource as the cloud has it now, with the secrets of its <paramref name="state"/>, which the cloud file does not
    /// hold; null when it is gone.
    /// </summary>
    public Value Read(Cloud cloud, CloudKey key, Value state)
    {
        if (cloud.Find(key) is not { } resource)
        {
            return Value.Null;
        }

        var known = state.IsNull ? Value.EmptyMap : state;
        var found = JsonCodec.Decode(resource.Attributes, scope.Schema.Type);
        var unchanged = Masking.Mask(scope.Schema, known);
        return Value.MapOf(
            scope.Schema.Attributes.Keys.Select(name =>
                KeyValuePair.Create(
                    name,
                    SameJson(found[name], unchanged[name])
                        ? known[name]
                        : Masking.Unmask(scope.Schema, found, known)[name]
                )
            )
        );
    }

    /// <summary>The resource somebody wants to import by its id, name or ARN, possibly followed by <c>@region</c>.</summary>
    public CloudKey? Import(Cloud cloud, string id)
    {
        var at = id.LastIndexOf('@');
        var candidates = cloud.OfType(scope.Type).Where(r => r.Id == id || r.Text("arn") == id || r.Text("name") == id);
        var elsewhere =
            at > 0 ? cloud.OfType(scope.Type).Where(r => r.Id == id[..at] && r.Region == id[(at + 1)..]) : [];
        return candidates
            .OrderByDescending(r => r.Region == scope.Settings.Region)
            .Concat(elsewhere)
            .Select(r => (CloudKey?)r.Key)
            .FirstOrDefault();
    }

    /// <summary>The identity of a resource in a state that carries no private data of ours.</summary>
    public CloudKey KeyOf(Value state) => new(scope.Type, scope.RegionOf(state), state["id"].AsText ?? "");

    private static Diagnostic Unconfigurable(ValuePath path) =>
        new(
            "Value for unconfigurable attribute",
            $"Can't configure a value for \"{path}\": its value will be decided automatically based on the result of "
                + "applying this configuration.",
            path
        );

    /// <summary>A regional resource lies where its configuration says, else where its provider does: known at plan.</summary>
    private Value PlanRegion(Value planned, Value config) =>
        scope.IsRegional && scope.Schema.Attributes["region"].Computed && config["region"].IsNull
            ? planned.With("region", Value.Of(scope.Settings.Region))
            : planned;

    private IReadOnlyList<ValuePath> Replacements(Value prior, Value planned) =>
        [
            .. scope
                .Schema.Attributes.Keys.Where(name => name is "region" || scope.Facts.ForcesReplacement(name))
                .Where(name => !scope.Schema.Attributes[name].IsReadOnly && !prior[name].Equals(planned[name]))
                .Select(ValuePath.Of),
        ];

    private Outcome Put(Cloud cloud, CloudKey key, Value filled)
    {
        cloud.Put(
            new CloudResource(key.Type, key.Id, key.Region, JsonCodec.ToElement(Masking.Mask(scope.Schema, filled)))
        );
        return new Outcome(filled, key, []);
    }

    private string IdOf(Value filled, Entropy entropy) =>
        scope.Facts.Key is { } key && filled[key].AsText is { Length: > 0 } own ? own
        : filled["id"].AsText is { Length: > 0 } id ? id
        : (filled["id"] as NumberValue)?.Digits is { } number ? number
        : filled["arn"].AsText ?? entropy.Hex(32, "");

    /// <summary>Whether the id comes from the configuration, so that no other attempt will find another.</summary>
    private bool IsNamed(Value filled, Value planned, string id)
    {
        var other = new Filler(scope, behaviors, planned, Entropy.Of("another")).Fill();
        return id == IdOf(other, Entropy.Of("another"));
    }

    private static bool SameJson(Value found, Value known) =>
        JsonCodec.ToBytes(found).AsSpan().SequenceEqual(JsonCodec.ToBytes(known));
}

/// <summary>What will be, and which attributes demand a replacement for it.</summary>
internal sealed record Plan(Value Planned, IReadOnlyList<ValuePath> Replacements);

/// <summary>What came of a change: the values to keep, refused or not, and the identity of what exists, if anything does.</summary>
internal sealed record Outcome(Value State, CloudKey? Key, IReadOnlyList<Diagnostic> Refusals);
