using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core.Checks;
using Infrar.Core.Plans;
using Infrar.Core.Pricing;

namespace Infrar.Core.Differences;

/// <summary>Writes a difference in the one JSON form that CLI and API share; <c>docs/diff.schema.json</c> describes it.</summary>
public static class DifferenceJson
{
    /// <summary>Writes a difference as one object.</summary>
    public static void Write(Utf8JsonWriter writer, Difference difference)
    {
        writer.WriteStartObject();
        writer.WriteString("before", difference.Before);
        writer.WriteString("after", difference.After);
        writer.WriteString("currency", difference.Currency);
        writer.WriteString("usageProfile", difference.UsageProfile);
        writer.WriteString("monthlyCostBefore", Exact(difference.EstimateBefore.Total.Expected));
        writer.WriteString("monthlyCostAfter", Exact(difference.EstimateAfter.Total.Expected));
        writer.WriteString("monthlyCostChange", Exact(difference.Change.Expected));
        writer.WriteBoolean("isChangeKnown", difference.IsChangeKnown);
        writer.WriteStartArray("components");
        foreach (var component in difference.Components)
        {
            Write(writer, component);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("resources");
        foreach (var resource in difference.Resources)
        {
            Write(writer, resource);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("findings");
        Write(writer, "added", difference.Added);
        Write(writer, "mended", difference.Mended);
        Write(writer, "kept", difference.Kept);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>An action by OpenTofu's own word.</summary>
    public static string Word(ChangeAction action) =>
        action switch
        {
            ChangeAction.NoOp => "no-op",
            ChangeAction.Create => "create",
            ChangeAction.Read => "read",
            ChangeAction.Update => "update",
            ChangeAction.Replace => "replace",
            ChangeAction.Delete => "delete",
            ChangeAction.Forget => "forget",
        };

    private static string Exact(decimal amount) => EstimateJson.Exact(amount);

    private static void Write(Utf8JsonWriter writer, ComponentDifference component)
    {
        writer.WriteStartObject();
        writer.WriteString("component", component.Component);
        writer.WriteString("monthlyCostBefore", Exact(component.Before));
        writer.WriteString("monthlyCostAfter", Exact(component.After));
        writer.WriteString("monthlyCostChange", Exact(component.Change));
        writer.WriteBoolean("isBeforeLowerBound", component.IsBeforeLowerBound);
        writer.WriteBoolean("isAfterLowerBound", component.IsAfterLowerBound);
        writer.WriteStartArray("lineItems");
        foreach (var line in component.Lines)
        {
            writer.WriteStartObject();
            writer.WriteString("resource", line.Resource);
            writer.WriteString("description", line.Description);
            WriteSide(writer, "before", line.Before);
            WriteSide(writer, "after", line.After);
            writer.WriteString("monthlyCostChange", Exact(line.Change));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter writer, string name, LineItem? line)
    {
        if (line is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("name", line.Name);
        writer.WriteString("quantity", Exact(line.PricingQuantity.Expected));
        writer.WriteString("unit", line.PricingUnit);
        writer.WriteString("unitPrice", Exact(line.ListUnitPrice));
        writer.WriteString("unitPriceCurrency", line.BillingCurrency);
        writer.WriteString("monthlyCost", Exact(line.ListCost.Expected));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ResourceDifference resource)
    {
        writer.WriteStartObject();
        writer.WriteString("address", resource.Address);
        writer.WriteString("type", resource.Type);
        writer.WriteString("component", resource.Component);
        writer.WriteString("action", Word(resource.Action));
        if (resource.Cost is { } cost)
        {
            writer.WriteString("monthlyCostChange", Exact(cost));
        }
        else
        {
            writer.WriteNull("monthlyCostChange");
        }

        writer.WriteStartArray("attributes");
        foreach (var attribute in resource.Attributes)
        {
            writer.WriteStartObject();
            writer.WriteString("path", attribute.Path);
            writer.WriteString("before", attribute.Before);
            writer.WriteString("after", attribute.After);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, ImmutableArray<Finding> findings)
    {
        writer.WriteStartArray(name);
        foreach (var finding in findings)
        {
            CheckReportJson.Write(writer, finding);
        }

        writer.WriteEndArray();
    }
}
