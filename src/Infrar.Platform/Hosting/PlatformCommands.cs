using Infrar.Platform.Backups;
using Infrar.Platform.Parts.Secrets;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Hosting;

/// <summary>What the program does, by its first word.</summary>
internal static class PlatformCommands
{
    /// <summary>Does it.</summary>
    /// <returns>0 when it went well, 1 when not.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        using var interrupted = new CancellationTokenSource();
        try
        {
            return args switch
            {
                ["up", .. var settings] => await UpAsync(settings),
                ["backup", var target, .. var settings] => await Interruptible(
                    interrupted,
                    BackupCommands.TakeAsync(target, settings, interrupted.Token)
                ),
                ["verify-backup", var archive, ..] => await Interruptible(
                    interrupted,
                    BackupCommands.VerifyAsync(archive, interrupted.Token)
                ),
                ["restore", var archive, .. var settings] => await Interruptible(
                    interrupted,
                    BackupCommands.RestoreAsync(archive, settings, interrupted.Token)
                ),
                ["doctor", .. var settings] => await Interruptible(
                    interrupted,
                    Doctor.DoctorCommand.RunAsync(settings, interrupted.Token)
                ),
                ["sync-prices", .. var settings] => await Interruptible(
                    interrupted,
                    Prices.SyncPricesCommand.RunAsync(settings, interrupted.Token)
                ),
                ["rotate-key", .. var settings] => await Interruptible(
                    interrupted,
                    RotateKeyAsync(settings, interrupted.Token)
                ),
                _ => Usage(),
            };
        }
        catch (Exception fault) when (OptionFaults(fault) is { Count: > 0 } faults)
        {
            await Console.Error.WriteLineAsync("The configuration is not right:");
            foreach (var one in faults)
            {
                await Console.Error.WriteLineAsync($"  {one}");
            }

            return 1;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted; nothing was changed.");
            return 130;
        }
        catch (Exception fault)
            when (fault
                    is InvalidOperationException
                        or IOException
                        or InvalidDataException
                        or UnauthorizedAccessException
                        or Microsoft.Data.Sqlite.SqliteException
            )
        {
            await Console.Error.WriteLineAsync($"error: {fault.Message}");
            return 1;
        }
    }

    /// <summary>What is wrong with the settings; empty when the fault is another.</summary>
    internal static IReadOnlyList<string> OptionFaults(Exception fault) =>
        fault switch
        {
            OptionsValidationException one => [.. one.Failures],
            // Several sections at once.
            AggregateException several when several.InnerExceptions.All(e => e is OptionsValidationException) =>
            [
                .. several.InnerExceptions.SelectMany(OptionFaults),
            ],
            _ => [],
        };

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

    private static async Task<int> RotateKeyAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = PlatformHost.Build(settings);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        if (app.Services.GetRequiredService<IMasterKey>() is not FileMasterKey key)
        {
            throw new InvalidOperationException(
                "The master key is at AWS KMS, which rotates it by itself when told to."
            );
        }

        var isForgetting = app.Configuration.GetValue<bool>("RotateKey:ForgetOld");
        if (!isForgetting)
        {
            await Console.Out.WriteLineAsync($"Version {key.Rotate()} of the master key seals from now on.");
        }

        await using var scope = app.Services.CreateAsyncScope();
        var renewed = await scope.ServiceProvider.GetRequiredService<MasterKeyRenewal>().RunAsync(cancellationToken);
        await Console.Out.WriteLineAsync(
            $"Sealed anew: {renewed.Secrets} secrets, {renewed.SigningKeys} signing keys, {renewed.SecondFactors} second factors, {renewed.States} states, {renewed.Variables} variables, {renewed.RunFiles} files of runs."
        );
        await Console.Out.WriteLineAsync(
            isForgetting
                ? $"Older versions removed: {key.ForgetOlder()}. Backups sealed under them need an older copy of the master key."
                : "Older versions still open what they sealed. Back the key up, then remove them with --forget-old."
        );
        return 0;
    }

    private static async Task<int> Interruptible(CancellationTokenSource interrupted, Task<int> work)
    {
        ConsoleCancelEventHandler stop = (_, asked) =>
        {
            asked.Cancel = true;
            interrupted.Cancel();
        };
        Console.CancelKeyPress += stop;
        try
        {
            return await work;
        }
        finally
        {
            Console.CancelKeyPress -= stop;
        }
    }

    private static int Usage()
    {
        Console.Error.WriteLine(
            """
            infrar-platform up [--config FILE] [--Section:Key=value …]
            infrar-platform backup TARGET | verify-backup ARCHIVE | restore ARCHIVE | rotate-key | doctor | sync-prices
              What the commands of `infrar` become. docs/configuration.md lists the settings.
            """
        );
        return 1;
    }
}
