using Microsoft.Extensions.Options;

namespace Infrar.Platform.Releases;

/// <summary>Registers releases.</summary>
internal static class ReleaseServices
{
    public static IServiceCollection AddReleases(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReleaseOptions>().Bind(configuration.GetSection(ReleaseOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReleaseOptions>, ReleaseOptionsValidation>();
        services.AddScoped<ReleaseChanges>().AddScoped<ReleaseFollowing>();
        services.AddScoped<ReleasedImages>().AddScoped<ImageAdmission>();
        services.AddHostedService<ReleaseWatch>();
        return services;
    }
}
