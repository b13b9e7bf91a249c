using Drayage.Testing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Reading;
using Xunit;

namespace Drayage.Acceptance.Workflows.Generating;

/// <summary>
/// What is generated is what is on record, can be read, has nothing that lint would find, and is right to other validators.
/// With DRAYAGE_WRITE_GOLDENS=1 the record is written anew.
/// </summary>
public sealed class GeneratedWorkflowTests(GeneratedSets sets) : IClassFixture<GeneratedSets>
{
    private static readonly string Goldens = Path.Combine(RepositoryRoot.Path, "tests", "Drayage.Acceptance", "Workflows", "Generating", "Golden");

    public static TheoryData<string> Projects => [.. GeneratedProject.All.Select(project => project.Name), GeneratedSets.Sample];

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Generates_what_is_on_record(string name)
    {
        var gitlab = Path.Combine(sets.RootOf(name), ".gitlab-ci.yml");
        foreach (var path in File.Exists(gitlab) ? sets.WorkflowsOf(name).Append(gitlab) : sets.WorkflowsOf(name))
            await CompareAsync(Path.Combine(Goldens, name, Path.GetFileName(path).TrimStart('.')), path);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    [InlineData(GeneratedSets.Own)]
    public async Task Nobody_finds_fault_with_it(string name)
    {
        Assert.Empty(sets.ComplaintsOf(name));
        foreach (var path in sets.WorkflowsOf(name))
        {
            var read = WorkflowReader.Read(new SourceFile(Path.GetFileName(path), await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)));
            Assert.Empty(read.Problems);
        }
    }

    [Theory]
    [InlineData(GeneratedSets.Sample)]
    [InlineData(GeneratedSets.Own)]
    [InlineData("gitlab")]
    public async Task Is_the_same_when_generated_again(string name) =>
        (await new BuiltDrayage(sets.RootOf(name)).RunAsync("workflow", "generate", "--check")).Ended(0);

    private static async Task CompareAsync(string golden, string path)
    {
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("DRAYAGE_WRITE_GOLDENS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            await File.WriteAllTextAsync(golden, text, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(golden), $"{golden} is missing; write it with DRAYAGE_WRITE_GOLDENS=1");
        Assert.Equal(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), text);
    }
}
