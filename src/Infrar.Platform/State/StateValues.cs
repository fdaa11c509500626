using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infrar.Platform.State;

/// <summary>One attribute of a resource in a state.</summary>
/// <param name="Value">Its JSON.</param>
/// <param name="IsSensitive">Whether it is nobody's to see.</param>
internal sealed record StateValue(string Value, bool IsSensitive);

/// <summary>The resources of a state by address, each with its attributes by path.</summary>
internal static partial class StateValues
{
    /// <summary>The resources.</summary>
    public static SortedDictionary<string, SortedDictionary<string, StateValue>> Of(JsonElement state)
    {
        var found = new SortedDictionary<string, SortedDictionary<string, StateValue>>(StringComparer.Ordinal);
        foreach (var resource in Items(state, "resources"))
        {
            var name = Address(resource);
            foreach (var instance in Items(resource, "instances"))
            {
                found[name + Key(instance) + Deposed(instance)] = Attributes(instance);
            }
        }

        return found;
    }

    /// <summary>The outputs by name.</summary>
    public static SortedDictionary<string, StateValue> Outputs(JsonElement state)
    {
        var found = new SortedDictionary<string, StateValue>(StringComparer.Ordinal);
        if (state.TryGetProperty("outputs", out var outputs) && outputs.ValueKind is JsonValueKind.Object)
        {
            foreach (var output in outputs.EnumerateObject())
            {
                var isObject = output.Value.ValueKind is JsonValueKind.Object;
                var value = isObject && output.Value.TryGetProperty("value", out var v) ? v.GetRawText() : "null";
                var isSensitive =
                    isObject
                    && output.Value.TryGetProperty("sensitive", out var s)
                    && s.ValueKind is JsonValueKind.True;
                found[output.Name] = new(value, isSensitive);
            }
        }

        return found;
    }

    private static SortedDictionary<string, StateValue> Attributes(JsonElement instance)
    {
        var found = new SortedDictionary<string, StateValue>(StringComparer.Ordinal);
        if (!instance.TryGetProperty("attributes", out var attributes))
        {
            // The form of very old states: texts by path already.
            if (instance.TryGetProperty("attributes_flat", out var flat) && flat.ValueKind is JsonValueKind.Object)
            {
                foreach (var one in flat.EnumerateObject())
                {
                    found[one.Name] = new(one.Value.GetRawText(), HasSecretName(one.Name));
                }
            }

            return found;
        }

        var hidden = Items(instance, "sensitive_attributes").Select(Path).ToImmutableArray();
        Walk(attributes, "", [], hidden, isSensitive: false, found);
        return found;
    }

    private static void Walk(
        JsonElement value,
        string shown,
        ImmutableArray<string> path,
        ImmutableArray<ImmutableArray<string>> hidden,
        bool isSensitive,
        SortedDictionary<string, StateValue> found
    )
    {
        isSensitive |= hidden.Any(h => h.SequenceEqual(path));
        switch (value.ValueKind)
        {
            // A value of any type is written with its type beside it; the path of a mark does not name that step.
            case JsonValueKind.Object when IsTyped(value, out var inner):
                Walk(inner, shown, path, hidden, isSensitive, found);
                break;
            case JsonValueKind.Object when value.EnumerateObject().Any():
                foreach (var one in value.EnumerateObject())
                {
                    var step = shown is "" ? one.Name : $"{shown}.{one.Name}";
                    Walk(one.Value, step, path.Add(one.Name), hidden, isSensitive || HasSecretName(one.Name), found);
                }

                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                foreach (var (place, one) in value.EnumerateArray().Index())
                {
                    Walk(one, $"{shown}[{place}]", path.Add($"{place}"), hidden, isSensitive, found);
                }

                break;
            default:
                found[shown] = new(value.GetRawText(), isSensitive);
                break;
        }
    }

    private static bool IsTyped(JsonElement value, out JsonElement inner)
    {
        inner = default;
        return value.GetPropertyCount() is 2
            && value.TryGetProperty("type", out _)
            && value.TryGetProperty("value", out inner);
    }

    // A path is a list of steps, each an attribute's name or the key of a map or list.
    private static ImmutableArray<string> Path(JsonElement mark)
    {
        var steps =
            mark.ValueKind is JsonValueKind.Array ? mark
            : mark.ValueKind is JsonValueKind.Object && mark.TryGetProperty("path", out var path) ? path
            : default;
        return steps.ValueKind is not JsonValueKind.Array ? [] : [.. steps.EnumerateArray().Select(Step)];
    }

    private static string Step(JsonElement step)
    {
        var value = step.ValueKind is JsonValueKind.Object && step.TryGetProperty("value", out var v) ? v : step;
        if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty("value", out var inner))
        {
            value = inner;
        }

        return value.ToString();
    }

    private static string Address(JsonElement resource)
    {
        var module = Text(resource, "module");
        var data = Text(resource, "mode") is "data" ? "data." : "";
        var own = $"{data}{Text(resource, "type")}.{Text(resource, "name")}";
        return module is "" ? own : $"{module}.{own}";
    }

    private static string Key(JsonElement instance) =>
        instance.TryGetProperty("index_key", out var key)
        && key.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? $"[{key.GetRawText()}]"
            : "";

    private static string Deposed(JsonElement instance) =>
        Text(instance, "deposed") is { Length: > 0 } deposed ? $" (deposed {deposed})" : "";

    private static ImmutableArray<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object
        && element.TryGetProperty(name, out var list)
        && list.ValueKind is JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : [];

    private static string Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object
        && element.TryGetProperty(name, out var text)
        && text.ValueKind is JsonValueKind.String
            ? text.GetString()!
            : "";

    // Engines of before 1.9 do not mark what a provider's schema calls sensitive, so a name that says it counts as well.
    private static bool HasSecretName(string name) => SecretName().IsMatch(name);

    [GeneratedRegex(
        "password|passwd|secret|token|private_key|access_key|api_key|credential|connection_string|kubeconfig|certificate_key",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex SecretName();
}
