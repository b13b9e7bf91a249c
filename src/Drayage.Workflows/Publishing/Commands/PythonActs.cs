using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>twine, uv, poetry, flit, hatch, maturin, pdm and pip.</summary>
internal static class PythonActs
{
    public const string DefaultIndex = "https://upload.pypi.org/legacy/";

    private const string TestIndex = "https://test.pypi.org/legacy/";

    private static readonly string[] SecretOptions = ["-p", "--password", "-t", "--token", "-a", "--auth"];

    public static IEnumerable<PublishingAct> Twine(CommandCall call) =>
        call.Known(0) == "upload" ? [Upload(call, "--skip-existing", "TWINE_", files: true, "-r", "--repository", "--repository-url", "-u", "--username", "-p", "--password", "-i", "--identity", "-c", "--comment", "--config-file", "--cert", "--client-cert", "--sign-with")] : [];

    public static IEnumerable<PublishingAct> Uv(CommandCall call) => call.Known(0) switch
    {
        "publish" => [Upload(call, "--check-url", "UV_PUBLISH_", files: true, "--publish-url", "--index", "-u", "--username", "-p", "--password", "-t", "--token", "--check-url", "--trusted-publishing", "--keyring-provider")],
        "pip" when call.Known(1) is "install" or "sync" or "compile" => Fetches(call),
        _ => [],
    };

    public static IEnumerable<PublishingAct> Poetry(CommandCall call) =>
        call.Known(0) == "publish" ? [Upload(call, "--skip-existing", "POETRY_", files: false, "-r", "--repository", "-u", "--username", "-p", "--password", "--cert", "--client-cert", "--dist-dir")] : [];

    public static IEnumerable<PublishingAct> Flit(CommandCall call) =>
        call.Known(0) == "publish" ? [Upload(call, null, "FLIT_", files: false, "--repository", "--pypirc", "-f", "--ini-file", "--format")] : [];

    public static IEnumerable<PublishingAct> Hatch(CommandCall call) =>
        call.Known(0) == "publish" ? [Upload(call, null, "HATCH_INDEX_", files: true, "-r", "--repo", "-u", "--user", "-a", "--auth", "--ca-cert", "--client-cert", "-p", "--publisher", "-o", "--option")] : [];

    public static IEnumerable<PublishingAct> Maturin(CommandCall call) =>
        call.Known(0) is "publish" or "upload" ? [Upload(call, "--skip-existing", "MATURIN_", files: true, "-r", "--repository", "--repository-url", "-u", "--username", "-p", "--password", "-i", "--interpreter", "-m", "--manifest-path", "-o", "--out", "--target", "-F", "--features", "--manylinux", "--compatibility")] : [];

    public static IEnumerable<PublishingAct> Pdm(CommandCall call) =>
        call.Known(0) == "publish" ? [Upload(call, "--skip-existing", "PDM_PUBLISH_", files: false, "-r", "--repository", "-u", "--username", "-P", "--password", "-d", "--dest")] : [];

    public static IEnumerable<PublishingAct> Pip(CommandCall call) =>
        call.Known(0) is "install" or "download" or "wheel" or "index" ? Fetches(call) : [];

    private static IEnumerable<PublishingAct> Fetches(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, "-i", "--index-url", "--extra-index-url", "--index", "--default-index", "-f", "--find-links", "-r", "-c", "-e", "-t", "--target");
        foreach (var option in options.All("-i", "--index-url", "--extra-index-url", "--index", "--default-index"))
        {
            yield return new PublishingAct.Fetch
            {
                Tool = call.Tool,
                Command = call.Command,
                Channel = Channel.Python,
                Address = option.Value!,
                AddressSpan = option.Span,
            };
        }
    }

    private static PublishingAct.Publish Upload(CommandCall call, string? skipOption, string prefix, bool files, params ReadOnlySpan<string> valued)
    {
        var options = CommandOptions.Parse(call.Arguments[1..], valued);
        var (address, at) = Address(call, options, prefix);
        var skips = skipOption is not null && (options.Has(skipOption) || options.Find(skipOption) is not null || call.Command.Variables.ContainsKey(prefix + "SKIP_EXISTING"));
        return new PublishingAct.Publish
        {
            Tool = call.Tool,
            Command = call.Command,
            Channel = Channel.Python,
            Form = PublicationForm.Upload,
            Address = address,
            AddressSpan = at?.Span,
            Files = files ? [.. options.Operands.Select(o => o.Text)] : [],
            // An index takes identical bytes a second time without a word; only a file that was built anew is refused.
            Repetition = skips ? Repetition.Harmless : Repetition.Fails,
            RepetitionOption = skipOption,
            MayHaveMoreOptions = options.HasUnknownWords,
            Credentials = [.. options.All(SecretOptions).Select(o => new CredentialUse { Name = o.Name, Value = o.Value!, IsArgument = true, Span = o.Span }), .. Variables(call, prefix)],
        };
    }

    private static (ShellText Address, CommandOption? At) Address(CommandCall call, CommandOptions options, string prefix)
    {
        if (options.Find("--repository-url", "--publish-url") is { } url)
            return (url.Value!, url);
        var name = options.Find("-r", "--repository", "--repo", "--index");
        if (name?.Value?.Known is "testpypi" or "test")
            return (TestIndex, name);
        if (name?.Value?.Known is "pypi" or "main")
            return (DefaultIndex, name);
        if (name is not null)
            return (name.Value!.Contains("://") ? name.Value : ShellText.Unknown($"the repository '{name.Value}'"), name);
        foreach (var variable in (ReadOnlySpan<string>)["REPOSITORY_URL", "URL", "REPO"])
        {
            if (call.Command.Variables.TryGetValue(prefix + variable, out var value))
                return (value, null);
        }
        return (call.Command.Variables.ContainsKey(prefix + "REPOSITORY") ? ShellText.Unknown($"${prefix}REPOSITORY") : DefaultIndex, null);
    }

    private static IEnumerable<CredentialUse> Variables(CommandCall call, string prefix)
    {
        foreach (var (name, value) in call.Command.Variables)
        {
            var isSecret = name.StartsWith(prefix, StringComparison.Ordinal)
                && (name.EndsWith("PASSWORD", StringComparison.Ordinal) || name.EndsWith("TOKEN", StringComparison.Ordinal) || name.EndsWith("AUTH", StringComparison.Ordinal) || name.Contains("PYPI_TOKEN", StringComparison.Ordinal));
            if (isSecret)
                yield return new CredentialUse { Name = name, Value = value, IsArgument = false };
        }
    }
}
