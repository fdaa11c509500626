using Infrar.Platform.Parts.Work;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Mail;

/// <summary>Registers what sends mail.</summary>
internal static class MailServices
{
    /// <summary>Adds the outbox and the job that empties it: right after a request that filled it, and every minute.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidation>();
        services.AddSingleton<MailServer>().AddScoped<Outbox>();
        return services.AddClockwork<MailDelivery>(
            MailDelivery.Job,
            "20 * * * * ?",
            "Etc/UTC",
            CronTriggerMisfireInstruction.DoNothing
        );
    }
}
