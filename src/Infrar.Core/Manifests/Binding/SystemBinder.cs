using System.Collections.Immutable;
using Infrar.Core.Comparisons;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Binding;

/// <summary>Makes the description of a system of a combination that was found sound.</summary>
internal static class SystemBinder
{
    internal static SystemDescription Bind(string system, Combination combination, CombinedLanguage language)
    {
        var fields = new StatedFields(combination.System);
        return new()
        {
            Name = system,
            Environment = combination.Environment,
            Strategy = StrategyBinder.Bind(combination, language),
            Components = ComponentBinder.Bind(combination),
            Network = Network(fields["network"]),
            Dns = fields.Has("dns") ? new(fields["dns"].Text("zone"), fields["dns"].Flag("healthChecks")) : null,
            Monitoring = Monitoring(fields["monitoring"], combination),
            AuditTrail = fields.Flag("audit"),
            Requirements = Requirements(fields["requirements"]),
            UsageProfiles = [.. fields.Entries("usage").Select(p => Profile(p, combination))],
            ComparisonWeights = WeightsOf(fields["comparison"]["weights"]),
            Currency = fields.Text("currency", "USD"),
        };
    }

    private static Network Network(StatedFields fields)
    {
        var unstated = new Network();
        return new()
        {
            Cidr = fields.Text("cidr", unstated.Cidr),
            Zones = fields.Whole("zones") ?? unstated.Zones,
            PublicSubnets = fields.Texts("publicSubnets"),
            PrivateSubnets = fields.Texts("privateSubnets"),
            Outbound = fields.Text("outbound") switch
            {
                "one-for-all" => OutboundAccess.OneForAll,
                "none" => OutboundAccess.None,
                _ => unstated.Outbound,
            },
        };
    }

    private static Monitoring Monitoring(StatedFields fields, Combination combination) =>
        new()
        {
            LogRetentionDays = fields.Days("logRetention") ?? new Monitoring().LogRetentionDays,
            Alarms = [.. fields.Maps("alarms", Alarm).Where(a => combination.Components[a.Component] is not null)],
            CustomMetrics = fields.Texts("customMetrics"),
            Dashboard = fields.Flag("dashboard"),
            Notify = fields.Texts("notify"),
        };

    private static Alarm Alarm(StatedFields fields) =>
        new(
            fields.Text("component"),
            fields.Text("signal") switch
            {
                "error-rate" => AlarmSignal.ErrorRate,
                "latency" => AlarmSignal.Latency,
                "cpu" => AlarmSignal.Cpu,
                "memory" => AlarmSignal.Memory,
                "free-storage" => AlarmSignal.FreeStorage,
                var other => throw new InvalidOperationException($"The signal '{other}' was not checked."),
            },
            fields.Number("threshold") ?? 0,
            fields.Time("period") ?? TimeSpan.FromMinutes(5),
            fields.Whole("periods") ?? 1
        );

    private static ImmutableSortedDictionary<Criterion, decimal> WeightsOf(StatedFields fields) =>
        CriterionWords
            .All.Where(c => fields.Number(c.Word()) is not null)
            .ToImmutableSortedDictionary(c => c, c => fields.Number(c.Word()) ?? 0);

    private static Requirements Requirements(StatedFields fields) =>
        new()
        {
            Residency = fields.Texts("residency"),
            AvailabilityPercent = fields.Number("availability"),
            RecoveryTime = fields["recovery"].Time("time"),
            RecoveryPoint = fields["recovery"].Time("point"),
            MonthlyBudget = fields.Number("budget"),
            MaxVendors = fields.Whole("maxVendors"),
        };

    private static UsageProfile Profile(YamlEntry profile, Combination combination)
    {
        var fields = new StatedFields(profile.Value as YamlMap);
        return new(
            profile.Key,
            fields.Text("title", profile.Key),
            fields
                .Entries("components")
                .Where(c => c.Key is UsageProfile.WholeSystem || combination.Components[c.Key] is not null)
                .ToImmutableSortedDictionary(c => c.Key, Quantities, StringComparer.Ordinal)
        );
    }

    private static ImmutableSortedDictionary<string, UsageRange> Quantities(YamlEntry component) =>
        ((component.Value as YamlMap)?.Entries ?? []).ToImmutableSortedDictionary(
            q => q.Key,
            q => Range(q.Value),
            StringComparer.Ordinal
        );

    private static UsageRange Range(YamlNode node)
    {
        if (node is YamlScalar scalar)
        {
            return UsageRange.Exactly(ShapeChecker.NumberOf(scalar) ?? 0);
        }

        var fields = new StatedFields(node as YamlMap);
        return new(fields.Number("least") ?? 0, fields.Number("expected") ?? 0, fields.Number("most") ?? 0);
    }
}
