using System.Buffers;
using System.Collections.Frozen;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Resolution;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Scripts;

/// <summary>What the steps of a job have installed so far. What cannot be looked into may have installed anything.</summary>
internal sealed class InstalledTools
{
    private static readonly FrozenSet<string> HarmlessActions = new[]
    {
        "actions/checkout", "actions/setup-python", "actions/download-artifact", "actions/upload-artifact", "actions/cache", "actions/setup-node", "actions/setup-go",
        "docker/setup-qemu-action", "docker/setup-buildx-action", "docker/login-action", "docker/build-push-action", "docker/metadata-action", "softprops/action-gh-release",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> HarmlessTools = new[]
    {
        "echo", "printf", "cd", "ls", "cat", "mkdir", "cp", "mv", "rm", "set", "export", "test", "[", "[[", "git", "sed", "grep", "tar", "unzip", "twine", "build", "pwd",
        "env", "true", "exit", "python", "python3", "gh", "docker", "date", "head", "tail", "cut", "tr", "awk", "jq", "find", "sha256sum", "if", "local", "return", "sleep",
    }.ToFrozenSet();

    // They depend on neither build nor twine.
    private static readonly FrozenSet<string> BarePackages = new[]
    {
        "pip", "setuptools", "wheel", "setuptools-scm", "setuptools_scm", "build", "twine", "numpy", "cython", "requests", "pyyaml", "ninja", "cmake", "packaging",
    }.ToFrozenSet();

    private static readonly SearchValues<char> BehindName = SearchValues.Create("=<>~![;");

    private readonly HashSet<string> named = [];
    private bool anything;

    public bool MayHave(string tool) => anything || named.Contains(tool);

    public void See(CommandCall call)
    {
        if (call.Tool is "pip" or "pip3" && call.Known(0) is "install" or "download" || call.Tool == "pipx" && call.Known(0) == "install")
        {
            // `xargs pip install` gets its packages from elsewhere.
            anything |= call.Arguments.Skip(1).All(word => word.Known?.StartsWith('-') == true);
            foreach (var word in call.Arguments.Skip(1))
                See(word.Known);
        }
        // `python -c` and `python script.py` install nothing but by intent; other programs may do anything.
        else if (!HarmlessTools.Contains(call.Tool) || call.Tool is "python" or "python3" && call.Arguments.Length > 0 && call.Known(0) is not ("-c" or "--version" or "-V"))
            anything = true;
    }

    /// <summary>Takes a command whose program a run decides: <c>$CONDA/bin/conda</c>. An assignment runs none.</summary>
    public void SeeUnknown(EvaluatedCommand command) => anything |= !command.Words.IsEmpty;

    public void See(TracedStep traced)
    {
        if (traced.Step.Uses is { } uses)
            anything |= uses is not ActionReference.Remote remote || !HarmlessActions.Contains(remote.FullName) || traced.Step.With.Find("pip-install") is not null;
    }

    private void See(string? operand)
    {
        if (operand is null || operand.Length == 0)
        {
            anything = true;
            return;
        }
        if (operand is "--upgrade" or "-U" or "--user" or "-q" or "--quiet" or "--no-cache-dir" or "--break-system-packages" or "--disable-pip-version-check")
            return;
        var end = operand.AsSpan().IndexOfAny(BehindName);
        var name = (end < 0 ? operand : operand[..end]).ToLowerInvariant();
        // Another package, an option, a folder or extras may bring more than their name.
        anything |= !BarePackages.Contains(name) || operand.Contains('[', StringComparison.Ordinal);
        named.Add(name);
    }
}
