using Drayage.Workflows.Publishing;

namespace Drayage.Workflows.Linting.Rules.Scripts;

/// <summary>A secret is an argument of a program.</summary>
internal sealed class SecretOnCommandLineRule : LintRule
{
    public override string Id => "secret-on-command-line";

    public override Severity Severity => Severity.Warning;

    public override string Title => "a secret is an argument of a program";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target) =>
        from pair in target.Acts
        from act in pair.Step.Acts
        from credential in act.Credentials
        where credential is { IsArgument: true, Span: not null } && !credential.Value.IsEmpty && credential.Value.Known is not ("__token__" or "oauth2accesstoken")
        select Found(
            pair.Step.Source,
            pair.Step.PlaceOf(credential.Span!.Value),
            $"{act.Tool} is given a secret on its command line, by '{credential.Name}'",
            "other processes on the runner can read it, and a shell that traces its commands prints it",
            Instead(act, credential));

    private static string Instead(PublishingAct act, CredentialUse credential) => act switch
    {
        PublishingAct.Login { Command: not null } => $"hand it over on standard input: printf '%s' \"$TOKEN\" | {act.Tool} login … --password-stdin",
        PublishingAct.Publish { Channel: Channel.Python } when act.Tool == "twine" => "set TWINE_USERNAME and TWINE_PASSWORD in the step's env, and leave the options out",
        PublishingAct.Publish { Channel: Channel.Python } when act.Tool == "uv" => "set UV_PUBLISH_TOKEN in the step's env, and leave the option out",
        PublishingAct.Publish { Channel: Channel.Crates } => "set CARGO_REGISTRY_TOKEN in the step's env, and leave --token out",
        _ => $"hand it over in a variable or a file that {act.Tool} reads, instead of by {credential.Name}",
    };
}
