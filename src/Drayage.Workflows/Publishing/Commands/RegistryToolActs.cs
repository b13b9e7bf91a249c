using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>skopeo, crane, regctl, oras, cosign and ko.</summary>
internal static class RegistryToolActs
{
    private static readonly string[] SkopeoOptions =
        ["--src-creds", "--dest-creds", "--authfile", "--src-authfile", "--dest-authfile", "--format", "-f", "--multi-arch", "--retry-times", "--override-arch", "--override-os", "--policy", "--sign-by", "--digestfile", "--additional-tag"];

    public static IEnumerable<PublishingAct> Skopeo(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, SkopeoOptions);
        return options.Operands switch
        {
            [{ Known: "login" }, ..] => [RegistryLogins.Read(call, After(call, "login"), ImageName.DockerHub)],
            [{ Known: "copy" }, var source, var target, ..] when target.Text.StartsWith("docker://") =>
                [Send(call, target, PublicationForm.Copy) with { Sources = [source.Text], Credentials = Creds(options, "--dest-creds") }],
            _ => [],
        };
    }

    public static IEnumerable<PublishingAct> Crane(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, "--platform", "-t", "--new_tag", "--tag", "-f", "--new_layer", "-m", "--manifest", "-b", "--base", "--image-refs", "-u", "--username", "-p", "--password");
        return options.Operands switch
        {
            [{ Known: "auth" }, { Known: "login" }, ..] => [RegistryLogins.Read(call, After(call, "login"), ImageName.DockerHub)],
            [{ Known: "push" }, var file, var target] => [Send(call, target, PublicationForm.Upload) with { Files = [file.Text] }],
            [{ Known: "copy" or "cp" }, var source, var target] => [Send(call, target, PublicationForm.Copy) with { Sources = [source.Text] }],
            [{ Known: "tag" }, var source, var tag] => [Tag(call, source, tag)],
            [{ Known: "append" or "mutate" }, ..] when options.Find("-t", "--new_tag", "--tag") is { } tag =>
                [Send(call, new EvaluatedWord(tag.Value!, tag.Span), PublicationForm.Upload)],
            [{ Known: "index" }, { Known: "append" }, ..] when options.Find("-t", "--tag") is { } tag =>
                [Send(call, new EvaluatedWord(tag.Value!, tag.Span), PublicationForm.Index) with { Sources = [.. options.All("-m", "--manifest").Select(m => m.Value!)] }],
            _ => [],
        };
    }

    public static IEnumerable<PublishingAct> Regctl(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, "--platform", "--ref", "-u", "--user", "-p", "--pass", "--host", "--media-type", "--annotation");
        return options.Operands switch
        {
            [{ Known: "registry" }, { Known: "login" }, ..] => [RegistryLogins.Read(call, After(call, "login"), ImageName.DockerHub)],
            [{ Known: "image" }, { Known: "copy" }, var source, var target] => [Send(call, target, PublicationForm.Copy) with { Sources = [source.Text] }],
            [{ Known: "index" }, { Known: "create" }, var target, ..] =>
                [Send(call, target, PublicationForm.Index) with { Sources = [.. options.All("--ref").Select(r => r.Value!)] }],
            [{ Known: "artifact" }, { Known: "put" }, var target, ..] => [Send(call, target, PublicationForm.Upload) with { Channel = Channel.Artifact }],
            _ => [],
        };
    }

    public static IEnumerable<PublishingAct> Oras(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, "--artifact-type", "-a", "--annotation", "--config", "--annotation-file", "-u", "--username", "-p", "--password", "--from-username", "--to-username", "--platform", "--concurrency", "--export-manifest", "--image-spec");
        return options.Operands switch
        {
            [{ Known: "login" }, ..] => [RegistryLogins.Read(call, After(call, "login"), ImageName.DockerHub)],
            [{ Known: "push" or "attach" }, var target, .. var files] when target.Text.Contains("/") =>
                [Send(call, target, PublicationForm.Upload) with { Channel = Channel.Artifact, Files = [.. files.Select(f => f.Text)] }],
            [{ Known: "copy" or "cp" }, var source, var target] =>
                [Send(call, target, PublicationForm.Copy) with { Channel = Channel.Artifact, Sources = [source.Text] }],
            _ => [],
        };
    }

    public static IEnumerable<PublishingAct> Cosign(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, "--key", "--predicate", "--type", "-a", "--annotations", "--oidc-provider", "--identity-token", "--output-signature", "--output-certificate", "--bundle", "--sbom", "--attachment", "-u", "--username", "-p", "--password");
        return options.Operands switch
        {
            [{ Known: "login" }, ..] => [RegistryLogins.Read(call, After(call, "login"), ImageName.DockerHub)],
            [{ Known: "sign" or "attest" }, .. var targets] => targets.Where(t => t.Text.Contains("/") || t.Text.HasUnknown).Select(t => Sign(call, t)),
            [{ Known: "attach" }, { Known: "sbom" or "attestation" or "signature" }, var target] => [Sign(call, target)],
            [{ Known: "copy" }, var source, var target] => [Send(call, target, PublicationForm.Copy) with { Sources = [source.Text] }],
            _ => [],
        };
    }

    public static IEnumerable<PublishingAct> Ko(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, "-t", "--tags", "--platform", "-f", "--filename", "--sbom", "--image-label", "--image-refs", "--tarball", "-u", "--username", "-p", "--password", "-j", "--jobs");
        if (options.Operands is [{ Known: "login" }, ..])
            return [RegistryLogins.Read(call, After(call, "login"), ImageName.DockerHub)];
        if (options.Operands is not [{ Known: "build" or "publish" or "apply" or "resolve" }, ..] || options.Has("-L", "--local") || options.Find("--push")?.Value?.Known == "false")
            return [];
        var repository = call.Command.Variables.GetValueOrDefault("KO_DOCKER_REPO") ?? ShellText.Unknown("$KO_DOCKER_REPO");
        return repository.Known is "ko.local" or "kind.local"
            ? []
            : [Send(call, new EvaluatedWord(repository, call.Command.Span), PublicationForm.Upload) with { AddressSpan = null }];
    }

    private static PublishingAct.Publish Send(CommandCall call, EvaluatedWord target, PublicationForm form) => new()
    {
        Tool = call.Tool,
        Command = call.Command,
        Channel = Channel.Image,
        Form = form,
        Address = target.Text,
        AddressSpan = target.Span,
        Repetition = Repetition.Harmless,
    };

    private static PublishingAct.Publish Sign(CommandCall call, EvaluatedWord target) =>
        Send(call, target, PublicationForm.Upload) with { Channel = Channel.Artifact };

    private static PublishingAct.Publish Tag(CommandCall call, EvaluatedWord source, EvaluatedWord tag)
    {
        var text = source.Text.SplitAt('@')?.Before ?? source.Text;
        var name = text.SplitAtLast(':') is { } cut && !cut.After.Contains("/") ? cut.Before : text;
        return Send(call, source, PublicationForm.Copy) with { Address = ShellText.Concat(name, ":", tag.Text), Sources = [source.Text] };
    }

    private static ImmutableArray<CredentialUse> Creds(CommandOptions options, string name) =>
        [.. options.All(name).Select(o => new CredentialUse { Name = o.Name, Value = o.Value!, IsArgument = true, Span = o.Span })];

    private static ImmutableArray<EvaluatedWord> After(CommandCall call, string word)
    {
        var at = call.Arguments.IndexOf(call.Arguments.First(a => a.Known == word));
        return call.Arguments[(at + 1)..];
    }
}
