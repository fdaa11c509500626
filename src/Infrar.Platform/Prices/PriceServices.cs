using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Parts.Work;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Quartz;

namespace Infrar.Platform.Prices;

/// <summary>Registers the live price book.</summary>
internal static class PriceServices
{
    // Until the headers of an answer are there; a body may take as long as it does.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(100);

    public static void AddPrices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PriceOptions>().Bind(configuration.GetSection(PriceOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PriceOptions>, PriceOptionsValidation>();
        if ((configuration.GetSection("Database").Get<DatabaseOptions>() ?? new()).Kind is DatabaseKind.Postgres)
        {
            services.AddSingleton<PriceStore, PostgresPriceStore>();
        }
        else
        {
            services.AddSingleton<PriceStore, SqlitePriceStore>();
        }

        services.AddSingleton<PriceBooks>().AddSingleton<PriceSyncing>().AddSingleton<PriceFinder>();
        services.AddScoped<PriceWatch>();
        services
            .AddHttpClient(FeedHttp.Client)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .AddResilienceHandler(
                FeedHttp.Client,
                (pipeline, context) =>
                {
                    var set = context.ServiceProvider.GetRequiredService<IOptions<PriceOptions>>().Value;
                    if (set.Retries > 0)
                    {
                        // Waits for as long as a server's Retry-After says, too.
                        pipeline.AddRetry(
                            new HttpRetryStrategyOptions
                            {
                                MaxRetryAttempts = set.Retries,
                                Delay = TimeSpan.FromMilliseconds(set.RetryMilliseconds),
                                BackoffType = DelayBackoffType.Exponential,
                                UseJitter = true,
                            }
                        );
                    }

                    pipeline.AddTimeout(_patience);
                }
            );
        var stated = configuration.GetSection(PriceOptions.Section).Get<PriceOptions>() ?? new();
        services.AddClockwork<PriceSyncJob>(
            PriceSyncJob.Job,
            "25 * * * * ?",
            "Etc/UTC",
            CronTriggerMisfireInstruction.FireAndProceed
        );
        if (stated.HasClock)
        {
            // All nodes down at its time: once when one is up again.
            services.AddClockwork<PriceClock>(
                PriceClock.Job,
                stated.Cron,
                stated.TimeZone,
                CronTriggerMisfireInstruction.FireAndProceed
            );
        }
    }
}
