using System.Text.Json;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>A type with a policy in it, which has to be JSON with at least one statement.</summary>
internal sealed class PolicyText(string attribute) : TypeBehavior
{
    public override IEnumerable<Diagnostic> Validate(ResourceScope scope, Value config) =>
        config[attribute].AsText is { } text && Fault(text) is { } fault
            ? [new Diagnostic("Invalid policy document", fault, ValuePath.Of(attribute))]
            : [];

    private static string? Fault(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return
                json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("Statement", out _)
                ? null
                : "A policy is a JSON object with a Statement.";
        }
        catch (JsonException fault)
        {
            return $"A policy is a JSON object: {fault.Message}";
        }
    }
}
