using System.Collections.Immutable;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Operations;

/// <summary>A series of measurements that CloudWatch has.</summary>
/// <param name="Id">Name in an expression: a lower-case letter, then letters and digits.</param>
/// <param name="Namespace">For example <c>AWS/ECS</c>.</param>
/// <param name="Name">For example <c>CPUUtilization</c>.</param>
/// <param name="Statistic"><c>Average</c>, <c>Sum</c>, <c>Minimum</c>, or a percentile such as <c>p95</c>.</param>
/// <param name="Dimensions">Which thing is measured.</param>
internal sealed record Metric(string Id, string Namespace, string Name, string Statistic, Value.MapOf Dimensions)
{
    /// <summary>Whether the statistic is a percentile, which alarms take in a place of its own.</summary>
    public bool IsPercentile => Statistic[0] == 'p';
}

/// <summary>What is watched of a component, as CloudWatch can say it.</summary>
/// <param name="Title">For people, with the unit that a dashboard shows.</param>
/// <param name="Metrics">One, or those that the expression combines.</param>
/// <param name="Expression">Metric math over the metrics' ids; empty for one metric as it is.</param>
/// <param name="Scale">Units of CloudWatch for one of the manifest's.</param>
internal sealed record Signal(string Title, ImmutableArray<Metric> Metrics, string Expression = "", decimal Scale = 1m)
{
    /// <summary>Whether an alarm fires below its threshold, not above.</summary>
    public bool FiresBelow { get; init; }

    /// <summary>Whether no measurement means that all is well: nobody called.</summary>
    public bool IsQuietWhenIdle { get; init; }
}
