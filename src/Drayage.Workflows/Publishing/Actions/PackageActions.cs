using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Actions;

/// <summary>Actions that publish packages.</summary>
internal static class PackageActions
{
    public static IEnumerable<PublishingAct> PyPi(ActionCall call)
    {
        var address = call.Input("repository-url") ?? call.Input("repository_url") ?? PythonActs.DefaultIndex;
        var skips = call.MayBe("skip-existing", false) || call.MayBe("skip_existing", false);
        return
        [
            Package(call, Channel.Python, "repository-url", "password") with
            {
                Address = address,
                Repetition = skips ? Repetition.Harmless : Repetition.Fails,
                RepetitionOption = "skip-existing: true",
                Files = [call.InputOr("packages-dir", "dist/")],
            },
        ];
    }

    public static IEnumerable<PublishingAct> Maturin(ActionCall call)
    {
        if (call.Input("command")?.Known is not ("publish" or "upload"))
            return [];
        var skips = call.Input("args")?.Contains("--skip-existing") ?? false;
        return
        [
            Package(call, Channel.Python, "repository-url", "password") with
            {
                Address = PythonActs.DefaultIndex,
                Repetition = skips ? Repetition.Harmless : Repetition.Fails,
                RepetitionOption = "--skip-existing",
            },
        ];
    }

    public static PublishingAct.Publish Package(ActionCall call, Channel channel, string addressInput, string secretInput) => new()
    {
        Tool = call.Name,
        Channel = channel,
        Form = PublicationForm.Upload,
        Address = call.Input(addressInput) ?? ShellText.Empty,
        Credentials = call.Input(secretInput) is { } secret ? [new CredentialUse { Name = secretInput, Value = secret, IsArgument = false }] : [],
    };
}
