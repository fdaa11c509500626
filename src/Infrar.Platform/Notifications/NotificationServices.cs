using Infrar.Platform.Parts.Net;
using Infrar.Platform.Parts.Work;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Notifications;

/// <summary>Registers what tells people and programs what happens.</summary>
internal static class NotificationServices
{
    /// <summary>The name of the HTTP client that webhooks are called with.</summary>
    internal const string Client = "notifications";

    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services
            .AddHttpClient(Client)
            .ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                var handler = OutsideConnection.Handler(provider.GetRequiredService<IOptions<NetworkOptions>>().Value);
                // Signed for one receiver, and for no other.
                handler.AllowAutoRedirect = false;
                return handler;
            });
        services.AddScoped<Notifier>().AddScoped<ChannelChanges>();
        return services.AddClockwork<NotificationSending>(
            NotificationSending.Job,
            "0/30 * * * * ?",
            "Etc/UTC",
            CronTriggerMisfireInstruction.DoNothing
        );
    }
}
