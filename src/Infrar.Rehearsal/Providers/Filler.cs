using System.Text.Json;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Schemas;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers;

/// <summary>Decides every value a plan left open, as the cloud would when it creates the resource.</summary>
/// <remarks>
/// For each attribute the first that answers wins: the type's behavior, its facts, the facts of any type of the
/// provider, a name made from its prefix, and last what its name suggests. Attributes may refer to each other in any
/// order; each is decided once.
/// </remarks>
internal sealed class Filler(ResourceScope scope, IEnumerable<TypeBehavior> behaviors, Value planned, Entropy entropy)
{
    private const string AnyType = "*";
    private const string By = "$by";

    private readonly Dictionary<string, Value> _decided = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deciding = new(StringComparer.Ordinal);

    public Value Fill() => Value.MapOf(scope.Schema.Attributes.Keys.Select(n => KeyValuePair.Create(n, Decide(n))));

    private Value Decide(string name)
    {
        if (_decided.TryGetValue(name, out var decided))
        {
            return decided;
        }

        var attribute = scope.Schema.Attributes[name];
        var value = planned[name];
        if (value.IsUnknown || (attribute.Nested is null && !value.IsWhollyKnown))
        {
            // A template that leads back to its own attribute is answered as if it were not there.
            value = _deciding.Add(name) ? Compute(attribute) : Plausible.Of(attribute, scope.Type, entropy);
        }
        else
        {
            value = FillNested(attribute, value);
        }

        return _decided[name] = value;
    }

    private Value Compute(AttributeSchema attribute) =>
        behaviors.Select(b => b.Fill(scope, attribute.Name, planned, entropy)).FirstOrDefault(v => v is not null)
        ?? FromFacts(scope.Facts, attribute)
        ?? (attribute.Name is "id" && scope.Facts.Id is { } id ? Rendered(id) : null)
        ?? FromPrefix(attribute)
        ?? FromFacts(scope.ProviderFacts.OfResource(AnyType), attribute)
        ?? Plausible.Of(attribute, scope.Type, entropy);

    private Value? FromFacts(TypeFacts facts, AttributeSchema attribute) =>
        facts.Set.TryGetValue(attribute.Name, out var fact) && Choose(fact) is { } chosen && Render(chosen) is { } value
            ? JsonCodec.Decode(JsonCodec.ToElement(value), attribute.Type)
            : null;

    /// <summary>The alternative another attribute selects, where a fact offers several; null if none applies.</summary>
    private JsonElement? Choose(JsonElement fact)
    {
        if (fact.ValueKind is not JsonValueKind.Object || !fact.TryGetProperty(By, out var by))
        {
            return fact;
        }

        return fact.TryGetProperty(TextOf(by.GetString() ?? "") ?? "", out var chosen) ? chosen
            : fact.TryGetProperty(AnyType, out var otherwise) ? otherwise
            : null;
    }

    /// <summary>The fact with its templates rendered; null if an attribute one of them needs has no value.</summary>
    private Value? Render(JsonElement fact)
    {
        switch (fact.ValueKind)
        {
            case JsonValueKind.String:
                return Rendered(fact.GetString() ?? "");
            case JsonValueKind.Number:
                return NumberValue.Parse(fact.GetRawText());
            case JsonValueKind.True or JsonValueKind.False:
                return Value.Of(fact.GetBoolean());
            case JsonValueKind.Array:
                var elements = fact.EnumerateArray().Select(Render).ToArray();
                return elements.Contains(null) ? null : new ListValue([.. elements.OfType<Value>()]);
            case JsonValueKind.Object:
                return Value.MapOf(
                    fact.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Render(p.Value) ?? Value.Null))
                );
            default:
                return Value.Null;
        }
    }

    private Value? Rendered(string template) =>
        Template.Render(template, entropy, TextOf) is { } text ? Value.Of(text) : null;

    /// <summary>What a place in a template stands for: an attribute of this resource, else a word of its scope.</summary>
    private string? TextOf(string place) =>
        place is not "region" && scope.Schema.Attributes.ContainsKey(place)
            ? Decide(place) switch
            {
                TextValue text => text.Text,
                NumberValue number => number.Digits,
                _ => null,
            }
            : scope.Word(place, planned);

    private Value? FromPrefix(AttributeSchema attribute) =>
        planned[attribute.Name + "_prefix"].AsText is { Length: > 0 } prefix
            ? Value.Of(prefix + entropy.Digits(26, attribute.Name))
            : null;

    private Value FillNested(AttributeSchema attribute, Value value) =>
        attribute.Nested is { } nested
            ? NestedValues.Map(attribute, value, Value.Null, o => FillObject(nested, o.Current))
            : value;

    private Value FillObject(BlockSchema schema, Value value) =>
        Value.MapOf(
            schema.Attributes.Select(a =>
                KeyValuePair.Create(
                    a.Key,
                    value[a.Key].IsUnknown
                        ? Plausible.Of(a.Value, scope.Type, entropy)
                        : FillNested(a.Value, value[a.Key])
                )
            )
        );
}
