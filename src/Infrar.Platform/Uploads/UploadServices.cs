using Infrar.Platform.Parts.Work;
using Infrar.Platform.Uploads.Git;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Uploads;

/// <summary>Registers what uploads need.</summary>
internal static class UploadServices
{
    public static void AddUploads(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<UploadsOptions>().Bind(configuration.GetSection(UploadsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UploadsOptions>, UploadsOptionsValidation>();
        services.AddSingleton<OneTimeWork>().AddSingleton<UploadFiles>();
        services.AddScoped<UploadChunks>().AddScoped<UploadChanges>().AddScoped<UploadOutcome>();
        services.AddScoped<UploadRetention>();
        services.AddSingleton<GitFetch>().AddSingleton<GitImports>();
        services.AddHostedService(provider => provider.GetRequiredService<GitImports>());
        services.AddTransient<UploadCheck>();
        services.AddClockwork<UploadTending>(
            "upload-tending",
            "20 * * * * ?",
            "Etc/UTC",
            CronTriggerMisfireInstruction.FireAndProceed
        );
    }
}
