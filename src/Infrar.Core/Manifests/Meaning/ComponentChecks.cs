using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>Checks what the fields of one component say together, and what must not be said by two.</summary>
internal static class ComponentChecks
{
    internal static void Check(Scope scope)
    {
        var domains = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        var buckets = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var component in scope.Combination.Components.Entries)
        {
            if (component.Value is not YamlMap stated)
            {
                continue;
            }

            CheckScaling(stated, scope);
            CheckSchedule(stated, scope);
            CheckPublic(component.Key, stated, scope);
            CheckHealth(component.Key, stated, scope);
            CheckStorage(stated, scope);
            CheckUnique("host name", stated.ScalarsAt("domains"), domains, scope);
            CheckUnique("bucket", stated.ScalarAt("bucket") is { } bucket ? [bucket] : [], buckets, scope);
            CheckUnique("replica name", NamesAt(stated, "replicas"), new(StringComparer.Ordinal), scope);
            CheckUnique("rule name", NamesAt(stated, "lifecycle"), new(StringComparer.Ordinal), scope);
        }
    }

    private static void CheckScaling(YamlMap component, Scope scope)
    {
        if (
            component.MapAt("scaling") is { } scaling
            && scaling.ScalarAt("max") is { } max
            && ShapeChecker.NumberOf(max) is { } most
            && (scaling.ScalarAt("min") is { } min ? ShapeChecker.NumberOf(min) : 1) is { } least
            && most < least
        )
        {
            scope.Report(MeaningFaults.CrossedBounds("min", "max", max, ShapeWords.Plain(least)));
        }
    }

    private static void CheckStorage(YamlMap component, Scope scope)
    {
        if (
            component.MapAt("storage") is { } storage
            && storage.ScalarAt("size") is { } size
            && storage.ScalarAt("maxSize") is { } max
            && QuantityText.Parse(max.Text, Dimension.Bytes) < QuantityText.Parse(size.Text, Dimension.Bytes)
        )
        {
            scope.Report(MeaningFaults.CrossedBounds("size", "maxSize", max, size.Text));
        }
    }

    private static void CheckSchedule(YamlMap component, Scope scope)
    {
        if (component.TextAt("kind") is not "scheduled-job")
        {
            return;
        }

        if (component.ScalarAt("schedule") is { } schedule && CronSchedule.FaultOf(schedule.Text) is { } fault)
        {
            scope.Report(MeaningFaults.BadSchedule(schedule.Text, fault, schedule.Location));
        }

        if (component.ScalarAt("timeZone") is { } zone && !TimeZoneName.IsOne(zone.Text))
        {
            scope.Report(MeaningFaults.UnknownTimeZone(zone.Text, zone.Location));
        }
    }

    private static void CheckPublic(string name, YamlMap component, Scope scope)
    {
        if (component.TextAt("kind") is "service" && component.TextAt("public") is null or "false")
        {
            foreach (var entry in new[] { component.Find("domains"), component.Find("firewall") })
            {
                if (entry is { Value: not YamlSequence { Items.IsEmpty: true } })
                {
                    scope.Report(MeaningFaults.NotPublic(name, entry.KeyLocation));
                }
            }
        }
    }

    private static void CheckHealth(string name, YamlMap component, Scope scope)
    {
        if (component.Find("health") is not { Value: YamlMap health } entry || health["command"] is not null)
        {
            return;
        }

        var why =
            health["path"] is null ? "it has neither a path nor a command"
            : component["port"] is null ? "it has a path, but the component has no port"
            : null;
        if (why is not null)
        {
            scope.Report(MeaningFaults.IdleHealthCheck(name, why, entry.KeyLocation));
        }
    }

    private static void CheckUnique(
        string what,
        IEnumerable<YamlScalar> texts,
        Dictionary<string, SourceLocation> taken,
        Scope scope
    )
    {
        foreach (var text in texts)
        {
            if (!taken.TryAdd(text.Text, text.Location))
            {
                scope.Report(MeaningFaults.Duplicate(what, text.Text, taken[text.Text], text.Location));
            }
        }
    }

    private static IEnumerable<YamlScalar> NamesAt(YamlMap component, string key) =>
        component.ItemsAt(key).OfType<YamlMap>().Select(i => i.ScalarAt("name")).OfType<YamlScalar>();
}
