using System.Collections.Frozen;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Which actions can be granted on single resources.</summary>
internal static class ServiceActions
{
    // Services whose actions all take resources, but for those listed beside them.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    private static readonly FrozenDictionary<string, string[]> TakeAllOnly = new Dictionary<string, string[]>
    {
        ["dynamodb"] = ["list", "describelimits", "describereservedcapacity", "describeendpoints", "purchase"],
        ["kms"] =
        [
            "list",
            "createkey",
            "generaterandom",
            "describecustomkeystores",
            "createcustomkeystore",
            "connectcustomkeystore",
            "disconnectcustomkeystore",
            "updatecustomkeystore",
            "deletecustomkeystore",
        ],
        ["s3"] =
        [
            "listall",
            "listaccesspoints",
            "listmultiregion",
            "listjobs",
            "liststoragelens",
            "createjob",
            "getaccesspoint",
            "getaccountpublicaccessblock",
            "putaccountpublicaccessblock",
            "putstoragelens",
        ],
        ["secretsmanager"] = ["listsecrets", "getrandompassword", "batchgetsecretvalue"],
        ["sns"] =
        [
            "list",
            "checkifphone",
            "createplatform",
            "createsms",
            "deletesms",
            "getsms",
            "optin",
            "setsms",
            "verifysms",
            "unsubscribe",
            "getsubscription",
            "setsubscription",
            "deleteendpoint",
            "getendpoint",
            "getplatform",
            "setendpoint",
            "setplatform",
            // A text message goes to a telephone, which has no ARN.
            "publish",
        ],
        ["sqs"] = ["listqueues"],
        ["rds-db"] = [],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Of other services these alone are judged: they are common, and they take resources.
    private static readonly FrozenSet<string> Single = new[]
    {
        "ecr:batchchecklayeravailability",
        "ecr:batchgetimage",
        "ecr:completelayerupload",
        "ecr:getdownloadurlforlayer",
        "ecr:initiatelayerupload",
        "ecr:putimage",
        "ecr:uploadlayerpart",
        "ecs:runtask",
        "ecs:stoptask",
        "ecs:updateservice",
        "lambda:invokefunction",
        "lambda:updatefunctioncode",
        "ssm:getparameter",
        "ssm:getparameters",
        "ssm:getparametersbypath",
        "ssm:putparameter",
        "states:startexecution",
        "sts:assumerole",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an action, or some that a pattern covers, can be granted on single resources; false where that is not certain.</summary>
    public static bool TakesResources(string action)
    {
        var name = action.ToLowerInvariant();
        if (name.Split(':') is not [var service, var verb] || verb.Length == 0)
        {
            return false;
        }

        return TakeAllOnly.TryGetValue(service, out var exceptions)
            ? !exceptions.Any(e => verb.StartsWith(e, StringComparison.Ordinal))
            : Single.Contains(name);
    }
}
