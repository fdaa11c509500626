using Infrar.Core.Resources;

namespace Infrar.Providers.Hetzner;

/// <summary>
/// Values that are known only to OpenTofu and that a Compose file needs: they become lines of the file <c>.env</c> beside
/// it, which Compose fills in.
/// </summary>
internal sealed class ServerVariables
{
    private readonly SortedDictionary<string, Value> _values = new(StringComparer.Ordinal);

    /// <summary>Whether there are any.</summary>
    internal bool IsEmpty => _values.Count == 0;

    /// <summary>The value as a Compose file can hold it: itself when it is text, else a variable of that name.</summary>
    internal Value Of(string name, Value value)
    {
        if (value is Value.Text)
        {
            return value;
        }

        var key = new string([.. name.ToUpperInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
        _values[key] = value;
        return new Value.Expression($"${{{key}}}", []);
    }

    /// <summary>The file's content as an OpenTofu string.</summary>
    internal string Expression() => $"\"{string.Concat(_values.Select(v => $"{v.Key}={Interpolated(v.Value)}\\n"))}\"";

    /// <summary>Addresses that the content refers to.</summary>
    internal IEnumerable<string> Addresses() => _values.Values.SelectMany(v => v.References());

    private static string Interpolated(Value value) =>
        value switch
        {
            Value.Reference r => $"${{{r.Address}.{r.Path}}}",
            Value.Variable v => $"${{var.{v.Name}}}",
            Value.Template t => string.Concat(t.Parts.Select(Interpolated)),
            _ => (value.AsText() ?? "")
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("${", "$${", StringComparison.Ordinal),
        };
}
