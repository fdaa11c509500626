using Infrar.Platform.Account;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Hosting;

/// <summary>What the program does, by its first word.</summary>
internal static class PlatformCommands
{
    /// <summary>Does it.</summary>
    /// <returns>0 when it went well, 1 when not.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                ["up", .. var settings] => await UpAsync(settings),
                _ => Usage(),
            };
        }
        catch (OptionsValidationException faults)
        {
            await Console.Error.WriteLineAsync("The configuration is not right:");
            foreach (var fault in faults.Failures)
            {
                await Console.Error.WriteLineAsync($"  {fault}");
            }

            return 1;
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"error: {fault.Message}");
            return 1;
        }
    }

    private static async Task<int> UpAsync(string[] settings)
    {
        await using var app = PlatformHost.Build(settings);
        await PlatformStart.StartAsync(app, app.Lifetime.ApplicationStopping);
        var server = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        await Console.Error.WriteLineAsync($"Infrar is up at {server.PublicUrl}. Stop it with Ctrl-C.");
        if (await PlatformStart.SetupSecretAsync(app.Services, CancellationToken.None) is { } secret)
        {
            await Console.Error.WriteLineAsync(
                $"Nobody has an account yet. The first one is made with this set-up secret, once (docs/platform.md):\n  {secret}"
            );
        }

        await app.WaitForShutdownAsync();
        return 0;
    }

    private static int Usage()
    {
        Console.Error.WriteLine(
            """
            infrar-platform up [--config FILE] [--Section:Key=value …]
              Starts the platform. docs/configuration.md lists the settings.
            """
        );
        return 1;
    }
}

/// <summary>What is done before the first request.</summary>
internal static class PlatformStart
{
    /// <summary>Takes this node's turn, prepares what the platform stands on, the scheduler's tables too, and serves.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var turn = await StartTurn.TakeAsync(app.Services, cancellationToken);
        await PrepareAsync(app.Services, cancellationToken);
        await app.StartAsync(cancellationToken);
    }

    /// <summary>Validates the settings and brings the database and the file stores up to this version.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PlatformContext>().Database.MigrateAsync(cancellationToken);
        }

        await services.GetRequiredService<Parts.Files.FileRetentionStart>().RunAsync(cancellationToken);
    }

    /// <summary>The set-up secret while nobody has an account; null afterwards.</summary>
    public static async Task<string?> SetupSecretAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        return await records.Users.AnyAsync(cancellationToken)
            ? null
            : scope.ServiceProvider.GetRequiredService<SetupSecret>().Open();
    }
}
