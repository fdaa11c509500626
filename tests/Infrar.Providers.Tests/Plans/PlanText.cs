using System.Text;
using Infrar.Core.Plans;
using Infrar.Core.Resources;

namespace Infrar.Providers.Tests.Plans;

/// <summary>A plan as text for golden files: changes, then every resource after, then what differs before.</summary>
internal static class PlanText
{
    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        foreach (var change in plan.Changes)
        {
            text.Append(change.Action).Append(' ').Append(change.Address);
            text.AppendLine(change.ReplacePaths.IsEmpty ? "" : $" because of {string.Join(", ", change.ReplacePaths)}");
        }

        text.AppendLine("\nAfter");
        Append(text, plan.After);
        text.AppendLine("\nBefore, where it differs");
        Append(text, new(plan.Before.Resources.Where(r => !ReferenceEquals(r, plan.After.Find(r.Address)))));
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder text, ResourceGraph graph)
    {
        foreach (var resource in graph.Resources)
        {
            text.Append('\n').Append(resource.Address);
            text.Append(
                $"  [{resource.Provider}{(resource.ProviderAlias.Length > 0 ? "." + resource.ProviderAlias : "")}"
            );
            text.AppendLine(
                $", region {(resource.Region.Length > 0 ? resource.Region : "-")}, concern {resource.Concern}]"
            );
            foreach (var address in resource.DependsOn)
            {
                text.AppendLine($"  depends on {address}");
            }

            // What only the provider will fill in is long and the same for each of a type.
            foreach (var (name, value) in resource.Attributes.Entries)
            {
                if (
                    value
                    is not (
                        Value.Unknown { IsSensitive: false }
                        or Value.ListOf { Items: [] }
                        or Value.MapOf { Entries: [] }
                    )
                )
                {
                    text.AppendLine($"  {name} = {Of(value)}");
                }
            }
        }
    }

    private static string Of(Value value) =>
        value switch
        {
            Value.Text { Origin: { } origin } text => $"\"{text.Content}\" from {Of(origin)}",
            Value.Text text => $"\"{text.Content}\"",
            Value.Number or Value.Flag => value.AsText()!,
            Value.ListOf list => $"[{string.Join(", ", list.Items.Select(Of))}]",
            Value.MapOf map => $"{{ {string.Join(", ", map.Entries.Select(e => $"{e.Key} = {Of(e.Value)}"))} }}",
            Value.Reference { Path: "" } reference => $"<{reference.Address}>",
            Value.Reference reference => $"<{reference.Address} {reference.Path}>",
            Value.Expression expression => $"<one of {expression.Source}>",
            Value.Unknown { IsSensitive: true } => "(sensitive)",
            Value.Unknown => "(unknown)",
            _ => "null",
        };
}
