using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Parts.Work;

/// <summary>Runs jobs by the clock with Quartz on the platform's own database, each on one of all nodes.</summary>
internal static class WorkServices
{
    /// <summary>Adds the scheduler; it needs the database, and makes its <c>qrtz_</c> tables where they are missing.</summary>
    public static IServiceCollection AddWork(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Work");
        services.AddOptions<WorkOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkOptions>, WorkOptionsValidation>();
        var work = section.Get<WorkOptions>() ?? new();
        var kind = configuration.GetSection("Database").Get<DatabaseOptions>()?.Kind ?? DatabaseKind.Sqlite;
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "infrar");
            quartz.UseDefaultThreadPool(work.Threads);
            quartz.AddJobMiddleware<JobTrace>();
            quartz.UsePersistentStore(store =>
            {
                store.ProvisionSchema();
                // Its own threads keep no process alive; the hosted service waits for what runs.
                store.ConfigureStore(options => options.UseBackgroundThreads = true);
                store.UseSystemTextJsonSerializer();
                if (kind is DatabaseKind.Postgres)
                {
                    OnPostgres(store, TimeSpan.FromMilliseconds(work.CheckInMilliseconds));
                }
                else
                {
                    var server = configuration.GetSection("Server").Get<ServerOptions>() ?? new();
                    store.UseSqlite(DurableSqlite.Instance, Sqlite(server.DataFolder));
                }
            });
        });

        // A node that is told to stop takes no new job and lets those that run come to their end, within the host's own patience.
        services.AddScoped<Wakes>();
        services.AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>Adds a job that runs by the clock; a node that dies in it has it run again by another.</summary>
    /// <param name="services">The platform's.</param>
    /// <param name="name">What it is called in the database; never changed, else the old one goes on too.</param>
    /// <param name="cron">When, in Quartz's six fields, seconds first.</param>
    /// <param name="timeZone">Whose clock, such as <c>Europe/Dublin</c>.</param>
    /// <param name="misfire">What happens when all nodes were down at its time.</param>
    public static IServiceCollection AddClockwork<TJob>(
        this IServiceCollection services,
        string name,
        string cron,
        string timeZone,
        CronTriggerMisfireInstruction misfire
    )
        where TJob : class, IJob =>
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<TJob>(job =>
                job.WithIdentity(name).StoreDurably(true).RequestRecovery(true).DisallowConcurrentExecution(true)
            );
            quartz.AddTrigger(trigger =>
                trigger
                    .WithIdentity(name)
                    .ForJob(name)
                    .WithSchedule(
                        CronScheduleBuilder
                            .Create(cron)
                            .InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(timeZone))
                            .WithMisfireInstruction(misfire)
                    )
            );
        });

    private static void OnPostgres(IPersistentStoreBuilder store, TimeSpan checkIn)
    {
        store.UsePostgres(source =>
            source.DataSourceFactory = provider => provider.GetRequiredService<PostgresSources>().Direct
        );
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = checkIn;
            cluster.CheckinMisfireThreshold = checkIn;
        });
    }

    private static string Sqlite(string folder) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "infrar.db"),
            DefaultTimeout = 30,
        }.ToString();
}
