using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>docker, podman, nerdctl, buildah.</summary>
internal static class DockerActs
{
    private static readonly string[] GlobalOptions = ["--config", "-c", "--context", "-H", "--host", "-l", "--log-level", "--root", "--namespace", "-n"];

    private static readonly string[] BuildOptions =
    [
        "-t", "--tag", "-f", "--file", "--platform", "--build-arg", "-o", "--output", "--cache-from", "--cache-to", "--target", "--label", "--secret",
        "--ssh", "--builder", "--metadata-file", "--iidfile", "--progress", "--network", "--add-host", "--attest", "--sbom", "--provenance",
        "--build-context", "--annotation", "--no-cache-filter", "--shm-size", "--ulimit", "--allow", "--cgroup-parent", "--call", "--manifest", "--arch",
    ];

    public static IEnumerable<PublishingAct> Read(CommandCall call)
    {
        var arguments = SkipGlobal(call.Arguments);
        var rest = arguments.Length > 1 ? arguments[1..] : [];
        return Word(arguments, 0) switch
        {
            "login" => [RegistryLogins.Read(call, rest, ImageName.DockerHub)],
            "push" => Push(call, rest),
            "image" when Word(arguments, 1) == "push" => Push(call, rest[1..]),
            "build" or "buildx" or "image" or "builder" or "bud" => ReadBuildx(call, arguments),
            "manifest" => Manifest(call, rest),
            "compose" when rest.Any(w => w.Known == "push") => [Image(call, ShellText.Unknown("the images of the compose file"), null)],
            _ => [],
        };
    }

    /// <param name="call">The command.</param>
    /// <param name="arguments">From <c>build</c>, <c>buildx</c> or a subcommand of buildx on.</param>
    public static IEnumerable<PublishingAct> ReadBuildx(CommandCall call, ImmutableArray<EvaluatedWord> arguments)
    {
        if (Word(arguments, 0) is "buildx" or "image" or "builder")
            arguments = SkipGlobal(arguments[1..]);
        var rest = arguments.Length > 1 ? arguments[1..] : [];
        return Word(arguments, 0) switch
        {
            "build" or "b" or "bud" => Build(call, rest),
            "imagetools" when Word(rest, 0) == "create" => Imagetools(call, rest[1..]),
            "bake" when CommandOptions.Parse(rest, "-f", "--file", "--set").Has("--push") =>
                [Image(call, ShellText.Unknown("the targets of the bake file"), null)],
            _ => [],
        };
    }

    private static IEnumerable<PublishingAct> Push(CommandCall call, ImmutableArray<EvaluatedWord> arguments)
    {
        var options = CommandOptions.Parse(arguments, "--creds", "--authfile", "--cert-dir", "-f", "--format", "--platform", "--digestfile", "--compression-format");
        // podman push LOCAL [DESTINATION]
        var target = options.Operands.Length > 1 && call.Tool is "podman" or "buildah" ? options.Operands[1] : options.Operands.FirstOrDefault();
        return target is null ? [] : [Image(call, target.Text, target, options)];
    }

    private static IEnumerable<PublishingAct> Build(CommandCall call, ImmutableArray<EvaluatedWord> arguments)
    {
        var options = CommandOptions.Parse(arguments, BuildOptions);
        var outputs = options.All("-o", "--output").Select(o => o.Value!).ToList();
        var exporting = outputs.Find(ImageExport.MayPush);
        if (!options.Has("--push") && exporting is null)
            yield break;
        ImmutableArray<ShellText> platforms = [.. options.All("--platform").SelectMany(o => o.Value!.SplitAll(','))];
        foreach (var tag in options.All("-t", "--tag"))
            yield return Image(call, tag.Value!, new EvaluatedWord(tag.Value!, tag.Span), options) with { Platforms = platforms };
        foreach (var name in (exporting?.SplitAll(',') ?? []).Where(p => p.StartsWith("name=")))
        {
            var reference = name.SplitAt('=')!.Value.After;
            yield return Image(call, reference, null, options) with { Platforms = platforms };
        }
    }

    private static IEnumerable<PublishingAct> Imagetools(CommandCall call, ImmutableArray<EvaluatedWord> arguments)
    {
        var options = CommandOptions.Parse(arguments, "-t", "--tag", "-f", "--file", "--builder", "--progress", "--annotation", "--platform");
        if (options.Has("--dry-run"))
            yield break;
        foreach (var tag in options.All("-t", "--tag"))
        {
            yield return Image(call, tag.Value!, new EvaluatedWord(tag.Value!, tag.Span), options) with
            {
                Form = PublicationForm.Index,
                Sources = [.. options.Operands.Select(o => o.Text)],
            };
        }
    }

    private static IEnumerable<PublishingAct> Manifest(CommandCall call, ImmutableArray<EvaluatedWord> arguments)
    {
        if (Word(arguments, 0) != "push")
            return [];
        var options = CommandOptions.Parse(arguments[1..], "--authfile", "--cert-dir", "--creds", "-f", "--format", "--digestfile");
        var target = options.Operands.Length > 1 ? options.Operands[1] : options.Operands.FirstOrDefault();
        return target is null ? [] : [Image(call, target.Text, target, options) with { Form = PublicationForm.Index }];
    }

    private static PublishingAct.Publish Image(CommandCall call, ShellText reference, EvaluatedWord? word, CommandOptions? options = null) => new()
    {
        Tool = call.Tool,
        Command = call.Command,
        Channel = Channel.Image,
        Form = PublicationForm.Upload,
        Address = reference,
        AddressSpan = word?.Span,
        Repetition = Repetition.Harmless,
        MayHaveMoreOptions = options?.HasUnknownWords ?? false,
    };

    private static ImmutableArray<EvaluatedWord> SkipGlobal(ImmutableArray<EvaluatedWord> words)
    {
        var at = 0;
        while (at < words.Length && words[at].Text.KnownStart is { Length: > 1 } flag && flag[0] == '-')
            at += GlobalOptions.Contains(flag) ? 2 : 1;
        return at < words.Length ? words[at..] : [];
    }

    private static string? Word(ImmutableArray<EvaluatedWord> words, int index) => index < words.Length ? words[index].Known : null;
}
