using System.Diagnostics;
using Quartz;

namespace Infrar.Platform.Telemetry;

/// <summary>Hands the trace of what is done here on to a child process.</summary>
internal static class TraceContext
{
    /// <summary>Sets <c>TRACEPARENT</c> and <c>TRACESTATE</c>, which OpenTofu and others take their trace's parent from.</summary>
    public static void HandOn(IDictionary<string, string?> environment)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } parent } activity)
        {
            return;
        }

        environment["TRACEPARENT"] = parent;
        if (activity.TraceStateString is { Length: > 0 } state)
        {
            environment["TRACESTATE"] = state;
        }
    }
}

/// <summary>Gives every job a trace, and its log the request that asked for it.</summary>
/// <remarks>
/// Quartz keeps the <c>traceparent</c> of whoever schedules a job in the trigger's data, and links the job's span to it: a link and not
/// a parent, since a job may come days later. Lines of the log that a job writes bear both.
/// </remarks>
internal sealed class JobTrace(ILogger<JobTrace> log) : IJobExecutionMiddleware
{
    /// <inheritdoc/>
    public async ValueTask Invoke(
        IJobExecutionContext context,
        JobExecutionDelegate next,
        CancellationToken cancellationToken
    )
    {
        var asked = context.Trigger.JobDataMap.TryGetValue(SchedulerConstants.TraceParent, out var found)
            ? found as string
            : null;
        // Nothing made one where no traces are sent.
        using var own = Activity.Current is null ? Begin(asked) : null;
        Dictionary<string, object?> scope = new() { ["Job"] = context.JobDetail.Key.Name };
        if (asked is not null)
        {
            scope["AskedBy"] = asked;
        }

        using (log.BeginScope(scope))
        {
            await next(context, cancellationToken);
        }
    }

    private static Activity Begin(string? parent)
    {
        var activity = new Activity("job");
        if (parent is not null)
        {
            activity.SetParentId(parent);
        }

        return activity.Start();
    }
}
