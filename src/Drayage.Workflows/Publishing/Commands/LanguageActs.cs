using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>cargo, npm, pnpm, yarn, dotnet and nuget.</summary>
internal static class LanguageActs
{
    public static IEnumerable<PublishingAct> Cargo(CommandCall call)
    {
        // `cargo +nightly publish`
        var arguments = call.Arguments is [var first, ..] && first.Text.KnownStart.StartsWith('+') ? call.Arguments[1..] : call.Arguments;
        var isWorkspaces = arguments is [{ Known: "ws" or "workspaces" }, { Known: "publish" }, ..];
        if (!isWorkspaces && arguments is not [{ Known: "publish" or "release" }, ..])
            return [];
        var options = CommandOptions.Parse(arguments[1..], "--token", "--registry", "--index", "-p", "--package", "--manifest-path", "--target", "--features", "-F", "-j", "--exclude", "--config", "-Z", "--target-dir");
        var dry = options.Has("--dry-run", "-n") || arguments[0].Known == "release" && !options.Has("--execute", "-x");
        if (dry)
            return [];
        return
        [
            Publish(call, Channel.Crates, options) with
            {
                Address = options.Find("--registry", "--index")?.Value ?? (ShellText)"https://crates.io",
                Files = [.. options.All("-p", "--package").Select(p => p.Value!)],
                Repetition = isWorkspaces ? Repetition.Harmless : Repetition.Fails,
                Credentials = [.. Secrets(options, "--token"), .. FromVariables(call, "CARGO_REGISTRY_TOKEN")],
            },
        ];
    }

    public static IEnumerable<PublishingAct> Npm(CommandCall call)
    {
        var options = NodeOptions(call.Arguments);
        if (!options.Operands.Any(o => o.Known == "publish") || options.Operands[0].Known is "run" or "exec" or "config" || options.Has("--dry-run"))
            return [];
        return [Node(call, options)];
    }

    public static IEnumerable<PublishingAct> Yarn(CommandCall call)
    {
        var options = NodeOptions(call.Arguments);
        var publishes = options.Operands is [{ Known: "publish" }, ..] or [{ Known: "npm" }, { Known: "publish" }, ..] or [{ Known: "workspaces" }, .., { Known: "publish" }];
        return publishes && !options.Has("--dry-run") ? [Node(call, options) with { RepetitionOption = "--tolerate-republish" }] : [];
    }

    public static IEnumerable<PublishingAct> DotNet(CommandCall call) =>
        call.Arguments is [{ Known: "nuget" }, { Known: "push" }, ..] ? [Package(call, call.Arguments[2..], "--skip-duplicate")] : [];

    public static IEnumerable<PublishingAct> NuGet(CommandCall call) =>
        call.Known(0) == "push" ? [Package(call, call.Arguments[1..], "-SkipDuplicate")] : [];

    private static CommandOptions NodeOptions(ImmutableArray<EvaluatedWord> arguments) =>
        CommandOptions.Parse(arguments, "--tag", "--registry", "--access", "--otp", "-w", "--workspace", "--filter", "-F", "-C", "--dir", "--prefix", "--new-version", "--cwd", "--publish-branch");

    private static PublishingAct.Publish Node(CommandCall call, CommandOptions options)
    {
        var registry = options.Find("--registry");
        // pnpm goes through a workspace and leaves out what is there already.
        var skips = call.Tool == "pnpm" && options.Has("-r", "--recursive") || options.Has("--tolerate-republish");
        return Publish(call, Channel.Npm, options) with
        {
            Address = registry?.Value ?? ShellText.Empty,
            AddressSpan = registry?.Span,
            Repetition = skips ? Repetition.Harmless : Repetition.Fails,
            Files = [.. options.Operands.Skip(1).Where(o => o.Known is not "publish").Select(o => o.Text)],
            Credentials = FromVariables(call, "NODE_AUTH_TOKEN", "NPM_TOKEN", "YARN_NPM_AUTH_TOKEN"),
        };
    }

    private static PublishingAct.Publish Package(CommandCall call, ImmutableArray<EvaluatedWord> arguments, string skipOption)
    {
        var options = CommandOptions.Parse(arguments, "-s", "--source", "-Source", "-k", "--api-key", "-ApiKey", "-t", "--timeout", "-Timeout", "-ss", "--symbol-source", "-sk", "--symbol-api-key", "-ConfigFile", "-Verbosity", "--configfile");
        var source = options.Find("-s", "--source", "-Source");
        return Publish(call, Channel.NuGet, options) with
        {
            Address = source?.Value ?? ShellText.Empty,
            AddressSpan = source?.Span,
            Repetition = options.Has(skipOption, "--skip-duplicate", "-SkipDuplicate") ? Repetition.Harmless : Repetition.Fails,
            RepetitionOption = skipOption,
            Files = [.. options.Operands.Select(o => o.Text)],
            Credentials = [.. Secrets(options, "-k", "--api-key", "-ApiKey"), .. FromVariables(call, "NUGET_API_KEY")],
        };
    }

    private static PublishingAct.Publish Publish(CommandCall call, Channel channel, CommandOptions options) => new()
    {
        Tool = call.Tool,
        Command = call.Command,
        Channel = channel,
        Form = PublicationForm.Upload,
        Address = ShellText.Empty,
        MayHaveMoreOptions = options.HasUnknownWords,
    };

    private static IEnumerable<CredentialUse> Secrets(CommandOptions options, params ReadOnlySpan<string> names) =>
        [.. options.All(names).Select(o => new CredentialUse { Name = o.Name, Value = o.Value!, IsArgument = true, Span = o.Span })];

    private static ImmutableArray<CredentialUse> FromVariables(CommandCall call, params ReadOnlySpan<string> names)
    {
        var found = ImmutableArray.CreateBuilder<CredentialUse>();
        foreach (var name in names)
        {
            if (call.Command.Variables.TryGetValue(name, out var value))
                found.Add(new CredentialUse { Name = name, Value = value, IsArgument = false });
        }
        return found.DrainToImmutable();
    }
}
