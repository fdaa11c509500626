using Quartz;

namespace Infrar.Platform.Parts.Work;

/// <summary>Work that is done once, on one of all nodes, and done again from its beginning when that node dies in it.</summary>
internal sealed class OneTimeWork(ISchedulerFactory schedulers)
{
    /// <summary>Has a job run as soon as a node has room; a job of that name that waits or runs already stands for this one too.</summary>
    /// <param name="group">The sort of work; never changed, for the database holds it.</param>
    /// <param name="name">What the work is about, as the job finds it in the name of its key.</param>
    /// <param name="cancellationToken">Ends the wait, not the work.</param>
    public async Task AddAsync<TJob>(string group, string name, CancellationToken cancellationToken)
        where TJob : class, IJob
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var job = JobBuilder
            .Create<TJob>()
            .WithIdentity(name, group)
            .RequestRecovery(true)
            .DisallowConcurrentExecution(true)
            .Build();
        var trigger = TriggerBuilder.Create().WithIdentity(name, group).StartNow().Build();
        try
        {
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            // It waits or runs already.
        }
    }
}
