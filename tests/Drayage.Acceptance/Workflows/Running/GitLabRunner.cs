using Drayage.Testing;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Drayage.Acceptance.Workflows.Running;

/// <summary>
/// Runs the jobs of a generated <c>.gitlab-ci.yml</c> as GitLab's runner does: the scripts of a job one after another in one bash, with the
/// job's variables. Jobs share the checkout, so that artifacts are where they were left.
/// </summary>
internal sealed class GitLabRunner(string checkout, TemporaryDirectory scratch)
{
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["CI_PROJECT_DIR"] = checkout, ["CI_BUILDS_DIR"] = scratch.Path };

    /// <summary>What every job sees beside its own variables.</summary>
    public GitLabRunner With(string variable, string value)
    {
        variables[variable] = value;
        return this;
    }

    /// <param name="id">The job.</param>
    /// <param name="leg">Variables of one job of its matrix, or of the pipeline.</param>
    /// <returns>What the job said.</returns>
    public async Task<string> SucceedAsync(string id, params (string Name, string Value)[] leg)
    {
        var job = Job(id);
        var bash = Peer.Require("bash").In(checkout);
        foreach (var (name, value) in variables)
            bash.With(name, value);
        foreach (var (name, value) in Entries(job, "variables").Concat(leg))
            bash.With(name, variables.Aggregate(value, (text, variable) => text.Replace($"${variable.Key}", variable.Value, StringComparison.Ordinal)));
        var script = string.Join('\n', Scripts(job, "before_script").Concat(Scripts(job, "script")));
        var result = (await bash.RunAsync("-eo", "pipefail", scratch.Write($"{id}.sh", script))).Succeeded();
        return result.Output + result.Error;
    }

    /// <summary>The variables of each job that a matrix makes.</summary>
    public IEnumerable<(string Name, string Value)[]> Matrix(string id) =>
        ((YamlSequenceNode)((YamlMappingNode)Job(id)["parallel"])["matrix"]).Select(leg => Entries((YamlMappingNode)leg).ToArray());

    private YamlMappingNode Job(string id)
    {
        using var file = File.OpenText(Path.Combine(checkout, ".gitlab-ci.yml"));
        var stream = new YamlStream();
        stream.Load(file);
        return Assert.IsType<YamlMappingNode>(((YamlMappingNode)stream.Documents[0].RootNode)[id]);
    }

    private static IEnumerable<(string Name, string Value)> Entries(YamlMappingNode job, string key) =>
        job.Children.TryGetValue(key, out var found) ? Entries((YamlMappingNode)found) : [];

    private static IEnumerable<(string Name, string Value)> Entries(YamlMappingNode mapping) => mapping.Select(entry => (entry.Key.ToString(), entry.Value.ToString()));

    private static IEnumerable<string> Scripts(YamlMappingNode job, string key) => ((YamlSequenceNode)job[key]).Select(line => line.ToString());
}
