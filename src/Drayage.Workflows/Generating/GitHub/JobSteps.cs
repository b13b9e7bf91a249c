using Drayage.Model.Targets;
using Drayage.Platform.Secrets;
using Drayage.Workflows.Generating.Steps;

namespace Drayage.Workflows.Generating.GitHub;

/// <summary>Steps that several jobs have, unindented.</summary>
internal static class JobSteps
{
    public const string State = "release-state";

    /// <param name="withHistory">Whether tags and history are needed.</param>
    public static string Checkout(bool withHistory) => Block.Join(
        "- name: Check out",
        $"  uses: {PinnedActions.Checkout}",
        "  with:",
        withHistory ? "    fetch-depth: 0" : "",
        "    persist-credentials: false");

    public static string Install(GenerationSource source, TargetPlatform host) => Run("Install Drayage", [], DrayageInstall.Script(source, host, RunnerPlaces.GitHub));

    /// <summary>A step that runs a script.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="environment">Lines <c>NAME: value</c>.</param>
    /// <param name="script">The script.</param>
    /// <param name="keys">Further keys, before the script.</param>
    public static string Run(string name, IEnumerable<string> environment, string script, params IEnumerable<string> keys) => Block.Join(
    [
        $"- name: {name}",
        .. keys.Select(key => $"  {key}"),
        Block.Under("env", environment) is { Length: > 0 } env ? Block.Indent(env, 2) : "",
        script.Contains('\n') ? $"  run: |\n{Block.Indent(script, 4)}" : $"  run: {Plain(script)}",
    ]);

    public static IEnumerable<string> Logins(DeliveryAccess access) => access.Logins.Select(login => Run(
        $"Log in to {login.Host}",
        [$"REGISTRY_USERNAME: {Value(login.Username)}", $"REGISTRY_PASSWORD: {Value(login.Password)}"],
        $"""printf '%s' "$REGISTRY_PASSWORD" | docker login {login.Host} --username "$REGISTRY_USERNAME" --password-stdin"""));

    /// <summary>The secrets of a delivery, as variables of the one step that delivers.</summary>
    public static IEnumerable<string> Secrets(DeliveryAccess access) =>
    [
        .. access.UsesToken ? ["GITHUB_TOKEN: ${{ github.token }}"] : Array.Empty<string>(),
        .. access.Secrets.Select(Secret),
    ];

    public static string Secret(string name) => $$$"""{{{name}}}: ${{ secrets.{{{name}}} }}""";

    /// <summary>Tells what became of it, whatever that is.</summary>
    /// <param name="report">Path of the report, as a pattern of bash.</param>
    public static string Summary(string report) =>
        Run("Tell what became of it", [], $"cat {report} >> \"$GITHUB_STEP_SUMMARY\" || echo 'there is no report'", "if: always()");

    /// <summary>Keeps a directory when the job did not succeed.</summary>
    public static string Keep(string artifact, string path, bool withHidden = false) => Block.Join(
        "- name: Keep what is left",
        "  if: failure() || cancelled()",
        $"  uses: {PinnedActions.UploadArtifact}",
        "  with:",
        $"    name: {artifact}",
        $"    path: {path}",
        withHidden ? "    include-hidden-files: true" : "",
        "    if-no-files-found: ignore",
        "    overwrite: true");

    /// <summary>Brings back what an earlier attempt kept.</summary>
    public static string Restore(string artifact, string path) => Block.Join(
        "- name: Fetch what an earlier attempt left",
        "  if: github.run_attempt > 1",
        "  continue-on-error: true",
        $"  uses: {PinnedActions.DownloadArtifact}",
        "  with:",
        $"    name: {artifact}",
        $"    path: {path}");

    /// <summary>The permissions of a job that delivers, or reads only.</summary>
    public static string Permissions(DeliveryAccess? access)
    {
        var writes = access?.Writes ?? [];
        return Block.Under("permissions",
        [
            .. writes.Contains("contents") ? Array.Empty<string>() : ["contents: read"],
            .. writes.Select(scope => $"{scope}: write"),
            .. access is { Identities.IsEmpty: false } ? ["id-token: write"] : Array.Empty<string>(),
        ]);
    }

    /// <summary>Keeps forks from running what is for the project itself.</summary>
    public static string OnlyHere(GenerationSource source) =>
        source.Project.Repository is { } repository ? $"if: github.repository == {Block.Quote(repository)}" : "";

    private static string Value(SecretReference reference) => reference switch
    {
        SecretReference.Variable { Name: "GITHUB_ACTOR" } => "${{ github.actor }}",
        SecretReference.Variable { Name: "GITHUB_TOKEN" } => "${{ github.token }}",
        SecretReference.Variable variable => $$$"""${{ secrets.{{{variable.Name}}} }}""",
        _ => throw new InvalidOperationException("refused before"),
    };

    // What YAML would read otherwise needs the block form.
    private static string Plain(string script) => script.Contains(": ", StringComparison.Ordinal) || script.Contains(" #", StringComparison.Ordinal) ? $"|\n    {script}" : script;
}
