using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Parts.Cache;

/// <summary>Registers the shared state that the configuration names.</summary>
internal static class CacheServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddCache(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<CacheOptions>().Bind(configuration.GetSection("Cache")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CacheOptions>, CacheOptionsValidation>();
        return configuration.GetSection("Cache").Get<CacheOptions>()?.Kind is CacheKind.Redis
            ? services.AddSingleton<ISharedState, RedisState>()
            : services.AddSingleton<ISharedState, MemoryState>();
    }
}
