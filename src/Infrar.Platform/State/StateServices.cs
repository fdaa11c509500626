using Microsoft.Extensions.Options;

namespace Infrar.Platform.State;

/// <summary>Registers what states and workspaces need.</summary>
internal static class StateServices
{
    public static void AddState(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StateOptions>().Bind(configuration.GetSection(StateOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StateOptions>, StateOptionsValidation>();
        services.AddSingleton<StateFiles>();
        services.AddScoped<Workspaces.Workspaces>().AddScoped<RunTokens>();
        services.AddScoped<StateTurn>().AddScoped<StateLocks>().AddScoped<StateWrites>();
        services.AddScoped<StateReads>().AddScoped<StateRestore>().AddScoped<StateKeys>().AddScoped<StateSweep>();
    }
}
