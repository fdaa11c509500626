using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Work;
using Infrar.Platform.Runs.Configurations;
using Infrar.Platform.Runs.Executor;
using Infrar.Platform.Runs.Isolation;
using Infrar.Platform.Runs.Policies;
using Infrar.Platform.Runs.Schedules;
using Infrar.Platform.Workspaces;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Runs;

/// <summary>Registers runs and their executor.</summary>
internal static class RunServices
{
    public static IServiceCollection AddRuns(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<ExecutorOptions>()
            .Bind(configuration.GetSection(ExecutorOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ExecutorOptions>, ExecutorOptionsValidation>();
        services.AddScoped<WorkspaceVariables>().AddScoped<VariableKeys>().AddScoped<RunKeys>();
        services.AddScoped<RunChanges>().AddScoped<RunFiles>().AddScoped<RunQueue>().AddScoped<RunTelling>();
        services.AddScoped<RunPolicies>().AddScoped<RunCredentials>();
        services.AddScoped<UploadedConfigurations>().AddScoped<UploadedRuns>();
        services.AddScoped<StateHandIn>().AddScoped<JournalHandIn>();
        services.AddSingleton<ExecutorPlace>().AddSingleton<RunWork>().AddSingleton<RunSettling>();
        services.AddSingleton<ISandbox>(provider =>
            provider.GetRequiredService<IOptions<ExecutorOptions>>().Value.Isolation is IsolationKind.None
                ? new NoSandbox()
                : new Bubblewrap(
                    provider.GetRequiredService<IOptions<ExecutorOptions>>().Value,
                    provider.GetRequiredService<IOptions<ServerOptions>>().Value
                )
        );
        services.AddClockwork<RunClock>(
            RunClock.Job,
            "50 * * * * ?",
            "Etc/UTC",
            CronTriggerMisfireInstruction.FireAndProceed
        );
        services.AddHostedService<SandboxCheck>();
        services.AddHostedService<ExecutorService>();
        return services;
    }
}
