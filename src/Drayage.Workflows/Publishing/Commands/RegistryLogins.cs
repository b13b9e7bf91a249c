using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary><c>login</c> as docker, podman, skopeo, oras, crane, regctl and helm spell it.</summary>
internal static class RegistryLogins
{
    private static readonly string[] Secrets = ["-p", "--password", "--pass", "--identity-token", "--token"];

    /// <param name="call">The command.</param>
    /// <param name="arguments">Behind the word <c>login</c>.</param>
    /// <param name="defaultRegistry">The registry of a call that names none.</param>
    public static PublishingAct.Login Read(CommandCall call, ImmutableArray<EvaluatedWord> arguments, string defaultRegistry)
    {
        var options = CommandOptions.Parse(arguments, [.. Secrets, "-u", "--username", "--user", "--authfile", "--cert-dir", "--config", "--registry-config"]);
        var host = options.Operands.FirstOrDefault()?.Text ?? defaultRegistry;
        return new PublishingAct.Login
        {
            Tool = call.Tool,
            Command = call.Command,
            Registry = ImageName.Parse(ShellText.Concat(HostOnly(host), "/x")).Registry,
            Credentials = [.. Passwords(options), .. FromInput(call, options)],
        };
    }

    private static ShellText HostOnly(ShellText address)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https://", "http://", "oci://"])
        {
            if (address.StartsWith(scheme))
                address = ShellText.Join(address.Pieces.SetItem(0, new TextPiece.Known(address.KnownStart[scheme.Length..])));
        }
        return address.SplitAt('/')?.Before ?? address;
    }

    private static IEnumerable<CredentialUse> Passwords(CommandOptions options) =>
        options.All(Secrets).Select(o => new CredentialUse { Name = o.Name, Value = o.Value!, IsArgument = true, Span = o.Span });

    private static IEnumerable<CredentialUse> FromInput(CommandCall call, CommandOptions options) =>
        options.Has("--password-stdin", "--pass-stdin", "--identity-token-stdin") && call.Command.Input is { } input
            ? [new CredentialUse { Name = "--password-stdin", Value = input, IsArgument = false }]
            : [];
}
