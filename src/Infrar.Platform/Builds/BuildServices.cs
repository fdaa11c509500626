using Infrar.Platform.Builds.Attesting;
using Infrar.Platform.Builds.Builder;
using Infrar.Platform.Builds.Hooks;
using Infrar.Platform.Builds.Registries;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds;

/// <summary>Registers builds and their builder.</summary>
internal static class BuildServices
{
    public static IServiceCollection AddBuilds(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BuilderOptions>().Bind(configuration.GetSection(BuilderOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BuilderOptions>, BuilderOptionsValidation>();
        services.AddHttpClient(ImageRegistries.Own).ConfigureHttpClient(c => c.Timeout = TimeSpan.FromSeconds(60));
        services.AddScoped<BuildChanges>().AddScoped<BuildQueue>().AddScoped<BuildTelling>();
        services.AddScoped<BuildLogs>().AddScoped<BuildSecrets>().AddScoped<ImageRetention>();
        services.AddScoped<ImageRegistries>().AddScoped<EcrLogin>().AddScoped<ImageSigningKeys>();
        services.AddScoped<HookChanges>().AddScoped<PushReceiving>();
        services.AddScoped<SourceUnpacking>().AddScoped<BaseImages>().AddScoped<ImageBuild>();
        services.AddSingleton<BuilderPlace>().AddSingleton<BuildWork>().AddSingleton<BuildStores>();
        services.AddSingleton(provider => new LayerFiles(
            Path.Combine(provider.GetRequiredService<BuilderPlace>().Folder, "materials")
        ));
        services.AddHostedService<BuilderService>();
        return services;
    }
}
