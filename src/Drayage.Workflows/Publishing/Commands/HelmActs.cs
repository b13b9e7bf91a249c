namespace Drayage.Workflows.Publishing.Commands;

/// <summary>helm: charts to OCI registries and to ChartMuseum.</summary>
internal static class HelmActs
{
    public static IEnumerable<PublishingAct> Read(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, "--username", "-u", "--password", "-p", "--ca-file", "--cert-file", "--key-file", "--version", "-v", "--registry-config");
        return options.Operands switch
        {
            [{ Known: "registry" }, { Known: "login" }, ..] =>
                [RegistryLogins.Read(call, call.Arguments[(call.Arguments.IndexOf(options.Operands[1]) + 1)..], ImageName.DockerHub)],
            [{ Known: "push" }, var chart, var target, ..] => [Push(call, chart, target, target.Text.StartsWith("oci://"), options)],
            [{ Known: "cm-push" }, var chart, var target, ..] => [Push(call, chart, target, isOci: false, options)],
            _ => [],
        };
    }

    private static PublishingAct.Publish Push(CommandCall call, Shell.Evaluation.EvaluatedWord chart, Shell.Evaluation.EvaluatedWord target, bool isOci, CommandOptions options) => new()
    {
        Tool = call.Tool,
        Command = call.Command,
        Channel = isOci ? Channel.Artifact : Channel.Helm,
        Form = PublicationForm.Upload,
        Address = target.Text,
        AddressSpan = target.Span,
        Files = [chart.Text],
        Repetition = isOci || options.Has("--force", "-f") ? Repetition.Harmless : Repetition.Fails,
        RepetitionOption = isOci ? null : "--force",
        Credentials = [.. options.All("--password", "-p").Select(o => new CredentialUse { Name = o.Name, Value = o.Value!, IsArgument = true, Span = o.Span })],
    };
}
