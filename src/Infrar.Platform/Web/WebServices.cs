using Microsoft.Extensions.Options;

namespace Infrar.Platform.Web;

/// <summary>Wires the web pages.</summary>
internal static class WebServices
{
    public static void AddWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebOptions>().Bind(configuration.GetSection("Web")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidation>();
        services.AddSingleton<WebPages>();
    }
}
