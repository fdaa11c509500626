using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers;

/// <summary>What a cloud says no to although the configuration is valid: names taken, things gone, things in use.</summary>
internal static class Refusals
{
    public static IReadOnlyList<Diagnostic> OfChange(
        ResourceScope scope,
        IEnumerable<TypeBehavior> behaviors,
        Cloud cloud,
        Change change
    ) =>
        [
            .. NamesTaken(scope, cloud, change.Existing, change.Planned),
            .. References(scope, cloud, change.Config),
            .. behaviors.SelectMany(b => b.RefuseChange(scope, cloud, change.Existing, change.Planned)),
        ];

    public static IReadOnlyList<Diagnostic> OfDelete(
        ResourceScope scope,
        IEnumerable<TypeBehavior> behaviors,
        Cloud cloud,
        CloudKey existing,
        Value prior
    ) =>
        [
            .. InUse(scope, cloud, existing, prior),
            .. behaviors.SelectMany(b => b.RefuseDelete(scope, cloud, existing, prior)),
        ];

    public static Diagnostic Exists(CloudKey key) =>
        new(
            $"{key.Type} already exists",
            $"The rehearsed cloud already has the {key.Type} \"{key.Id}\"{In(key)}. Import it, choose another name, or "
                + "delete it first."
        );

    public static Diagnostic Gone(CloudKey key) =>
        new(
            $"{key.Type} not found",
            $"The rehearsed cloud no longer has the {key.Type} \"{key.Id}\"{In(key)}. Plan again to create it anew."
        );

    public static Diagnostic NothingToImport(string type, string id) =>
        new(
            "Cannot import non-existent remote object",
            $"The rehearsed cloud has no {type} \"{id}\". What exists is listed by: infrar-rehearsal cloud FILE"
        );

    private static string In(CloudKey key) => key.Region is "" ? "" : $" in {key.Region}";

    private static IEnumerable<Diagnostic> NamesTaken(
        ResourceScope scope,
        Cloud cloud,
        CloudKey? existing,
        Value planned
    )
    {
        foreach (var rule in scope.Facts.Unique)
        {
            var wanted = rule.Attributes.Select(a => Text(planned[a])).ToArray();
            if (wanted.Any(string.IsNullOrEmpty))
            {
                continue;
            }

            var holder = cloud
                .OfType(scope.Type)
                .FirstOrDefault(r =>
                    r.Key != existing
                    && (rule.IsGlobal || r.Region == scope.RegionOf(planned))
                    && rule.Attributes.Select(r.Text).SequenceEqual(wanted)
                );
            if (holder is not null)
            {
                var names = string.Join(", ", rule.Attributes.Zip(wanted, (a, v) => $"{a} \"{v}\""));
                yield return new Diagnostic(
                    $"{scope.Type} with this {string.Join(" and ", rule.Attributes)} already exists",
                    $"The rehearsed cloud already has the {scope.Type} \"{holder.Id}\"{In(holder.Key)} with {names}. Import it, "
                        + "choose another name, or delete it first.",
                    ValuePath.Of(rule.Attributes[^1])
                );
            }
        }
    }

    private static IEnumerable<Diagnostic> References(ResourceScope scope, Cloud cloud, Value config)
    {
        foreach (var (attribute, type) in ReferencesOf(scope))
        {
            foreach (var text in Texts(config[attribute]).Where(t => WasMadeHere(scope, t)))
            {
                if (!cloud.OfType(type).Any(r => Names(r, text)))
                {
                    yield return new Diagnostic(
                        $"{type} not found",
                        $"{scope.Type} refers by {attribute} to \"{text}\", but the rehearsed cloud has no such {type}.",
                        ValuePath.Of(attribute)
                    );
                }
            }
        }
    }

    private static IEnumerable<Diagnostic> InUse(ResourceScope scope, Cloud cloud, CloudKey existing, Value prior)
    {
        if (scope.Facts.HeldBy.IsEmpty)
        {
            yield break;
        }

        var names = new[] { existing.Id, prior["arn"].AsText, prior["id"].AsText, prior["name"].AsText }
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var attributes = scope.ProviderFacts.References.Where(r => r.Value == scope.Type).Select(r => r.Key).ToArray();
        var holder = cloud.Resources.FirstOrDefault(r =>
            scope.Facts.HeldBy.Contains(r.Type, StringComparer.Ordinal)
            && attributes.SelectMany(r.Texts).Any(names.Contains)
        );
        if (holder is not null)
        {
            yield return new Diagnostic(
                $"{scope.Type} is in use",
                $"The {scope.Type} \"{existing.Id}\" cannot be deleted: the {holder.Type} \"{holder.Id}\" still refers to it."
            );
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> ReferencesOf(ResourceScope scope) =>
        scope.ProviderFacts.References.Where(r =>
            scope.Schema.Attributes.TryGetValue(r.Key, out var attribute)
            && !attribute.IsReadOnly
            && r.Value != scope.Type
        );

    private static IEnumerable<string> Texts(Value value) =>
        Text(value) is { } text ? [text] : value.Items.Select(Text).OfType<string>();

    private static string? Text(Value value) => value.AsText ?? (value as NumberValue)?.Digits;

    private static bool Names(CloudResource resource, string text) =>
        resource.Id == text || resource.Text("arn") == text || resource.Text("id") == text;

    /// <summary>Whether an id carries the mark of ids made here, or an ARN the rehearsal's account.</summary>
    private static bool WasMadeHere(ResourceScope scope, string text) =>
        !scope.ProviderFacts.MadeByItself.Any(mark => text.Contains(mark, StringComparison.Ordinal))
        && (
            Template.HoldsIdMadeHere(text)
            || (
                scope.Settings.Account is not ""
                && text.StartsWith("arn:", StringComparison.Ordinal)
                && text.Contains($":{scope.Settings.Account}:", StringComparison.Ordinal)
            )
        );
}

/// <summary>A resource about to be created or changed: what was configured, and what is to be.</summary>
/// <remarks>Only what was configured can refer to something missing; the rest is the cloud's own doing.</remarks>
internal sealed record Change(CloudKey? Existing, Value Config, Value Planned);
