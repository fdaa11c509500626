using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Scheduled jobs as ECS tasks that EventBridge Scheduler starts on Fargate.</summary>
internal sealed class EcsScheduledTask : Offering, IGrantsAccess
{
    /// <inheritdoc/>
    public override string Id => "aws/ecs-scheduled-task";

    /// <inheritdoc/>
    public override string Title => "Amazon ECS scheduled task on Fargate";

    /// <inheritdoc/>
    // Every run gets a task of its own, and nothing runs between.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.aws.amazon.com/AmazonECS/latest/developerguide",
            Elasticity = Elasticity.Automatic,
            Developer = [DeveloperFeature.Rollback, DeveloperFeature.Console],
            Control = [ControlAspect.Network, ControlAspect.Software, ControlAspect.Region, ControlAspect.Keys],
            Isolation =
            [
                IsolationAspect.PrivateNetwork,
                IsolationAspect.Identities,
                IsolationAspect.EncryptedAtRest,
                IsolationAspect.AuditLog,
            ],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.ScheduledJob];

    /// <inheritdoc/>
    public override ObjectShape Options => FargateOptions.Shape;

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site) =>
        component is ScheduledJob job
            ?
            [
                .. TaskNetwork.Obstacles(job, site),
                .. TaskDefinition.Obstacles(job, site),
                .. TaskDefinition.ContainerObstacles(job, site),
                .. ScheduleObstacles(job),
            ]
            : [];

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        component is ScheduledJob job ? TaskEndpoint.Of(job, attribute, site) : Value.None;

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        if (component is not ScheduledJob job || CronSchedule.Parse(job.Schedule) is not { } schedule)
        {
            return;
        }

        TaskDefinition.Add(job, site);
        SchedulerRole.Add(job, site);
        var name = AwsNaming.ResourceName(site, job.Name, 64);
        var resource = site.Add(
            AwsResources
                .New(
                    site,
                    "compute",
                    "aws_scheduler_schedule",
                    AwsNaming.TofuName(job),
                    ("name", name),
                    ("description", $"Starts {job.Title}."),
                    ("schedule_expression", SchedulerExpression.Of(schedule)),
                    ("schedule_expression_timezone", job.TimeZone),
                    ("flexible_time_window", Block(("mode", "OFF"))),
                    ("target", Target(job, site))
                )
                .For(job)
        );

        var scheduled = UsageRange.Exactly(schedule.MonthlyRuns);
        site.Use(resource.Address, "runs", p => p.Of(job.Name, "runs") ?? scheduled);
        site.Use(resource.Address, "task_hours", p => FargateUsage.HoursOfRuns(p, job, scheduled));
        FargateUsage.AddTransfer(resource.Address, job, site);
    }

    /// <inheritdoc/>
    public ImmutableArray<PolicyStatement> Grants(Component target, Component user, Site site) =>
        target is ScheduledJob job ? RunTaskGrant.For(job, site) : [];

    private static Value.Blocks Target(ScheduledJob job, Site site) =>
        Block(
            ("arn", EcsCluster.Arn),
            ("role_arn", Ref(SchedulerRole.Address(job), "arn")),
            (
                "ecs_parameters",
                Block(
                    ("task_definition_arn", Ref(TaskDefinition.Address(job), "arn")),
                    ("launch_type", "FARGATE"),
                    ("enable_ecs_managed_tags", true),
                    ("propagate_tags", "TASK_DEFINITION"),
                    ("network_configuration", TaskNetwork.Of(job, site))
                )
            ),
            // Starting may fail for want of capacity; a job that came late is better than one that did not come.
            ("retry_policy", Block(("maximum_event_age_in_seconds", 3600), ("maximum_retry_attempts", 3)))
        );

    private static IEnumerable<string> ScheduleObstacles(ScheduledJob job)
    {
        var schedule = CronSchedule.Parse(job.Schedule);
        if (schedule is null)
        {
            yield return $"The schedule '{job.Schedule}' of {job.Name} is not five cron fields; write minute, hour, day of month, month and day of week, like 0 2 * * *.";
        }
        else if (!SchedulerExpression.IsExpressible(schedule))
        {
            yield return $"The schedule '{job.Schedule}' of {job.Name} sets days of the month and of the week at once, which EventBridge Scheduler cannot; set one of them.";
        }
    }
}
