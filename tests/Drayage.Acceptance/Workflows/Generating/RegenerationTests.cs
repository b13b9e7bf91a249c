using Drayage.Acceptance.Repositories;
using Xunit;

namespace Drayage.Acceptance.Workflows.Generating;

/// <summary>What people write into generated files: kept outside of the marks, told of inside.</summary>
public sealed class RegenerationTests
{
    private const string Release = ".github/workflows/release.yml";

    [Fact]
    public async Task Keeps_what_is_outside_of_the_marks()
    {
        using var repository = await MiniRepository.CreateAsync();
        (await repository.Drayage.RunAsync("workflow", "generate", "--write")).Ended(0);
        const string Step = "      - name: Install a linker\n        run: sudo apt-get install --yes lld\n";
        repository.Replace(Release, "      # drayage: begin build-steps", Step + "      # drayage: begin build-steps");
        repository.Replace("drayage.yaml", "destinations:", "workflows: { timeout: 25 }\ndestinations:");

        var difference = (await repository.Drayage.RunAsync("workflow", "generate", "--check")).Ended(1);
        Assert.Contains("+    timeout-minutes: 25", difference.Output);
        Assert.Contains("-    timeout-minutes: 60", difference.Output);
        (await repository.Drayage.RunAsync("workflow", "generate", "--write")).Ended(0);

        var text = await File.ReadAllTextAsync(repository.Directory[Release], TestContext.Current.CancellationToken);
        Assert.Contains(Step + "      # drayage: begin build-steps", text);
        Assert.Contains("timeout-minutes: 25", text);
        (await repository.Drayage.RunAsync("workflow", "generate", "--check")).Ended(0);
    }

    [Fact]
    public async Task Names_the_line_that_was_changed_inside()
    {
        using var repository = await MiniRepository.CreateAsync();
        (await repository.Drayage.RunAsync("workflow", "generate", "--write")).Ended(0);
        repository.Replace(Release, "    environment: release\n", "    environment: production\n");
        var lines = await File.ReadAllLinesAsync(repository.Directory[Release], TestContext.Current.CancellationToken);
        var line = Array.IndexOf(lines, "    environment: production") + 1;

        (await repository.Drayage.RunAsync("workflow", "generate", "--write")).Refused(1, "changed by hand", $"{Release}:{line}:1: changed by hand in region 'release'", "--force");
        Assert.Equal(lines, await File.ReadAllLinesAsync(repository.Directory[Release], TestContext.Current.CancellationToken));
        (await repository.Drayage.RunAsync("workflow", "generate", "--write", "--force")).Ended(0);
        Assert.Contains("    environment: release\n", await File.ReadAllTextAsync(repository.Directory[Release], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Leaves_a_workflow_alone_that_was_not_generated()
    {
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write(Release, "name: Mine\n"));

        (await repository.Drayage.RunAsync("workflow", "generate", "--write")).Refused(1, "changed by hand", $"{Release}:1:1: the file was not generated", "--force");
    }

    [Fact]
    public async Task Takes_away_a_file_that_is_no_longer_asked_for()
    {
        const string For = "workflows: { for: [github, gitlab] }\n";
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write("drayage.yaml", MiniSources.Configuration + For));
        (await repository.Drayage.RunAsync("workflow", "generate", "--write")).Ended(0);
        Assert.True(File.Exists(repository.Directory[".gitlab-ci.yml"]));
        repository.Replace("drayage.yaml", For, "");

        (await repository.Drayage.RunAsync("workflow", "generate", "--check")).Refused(1, "1 workflow is not as it would be generated", ".gitlab-ci.yml: no longer generated", "--write");
        (await repository.Drayage.RunAsync("workflow", "generate", "--write")).Ended(0);
        Assert.False(File.Exists(repository.Directory[".gitlab-ci.yml"]));
    }

    [Fact]
    public async Task Names_the_place_where_no_file_can_be_written()
    {
        using var repository = await MiniRepository.CreateAsync(directory => Directory.CreateDirectory(directory[Release]));

        (await repository.Drayage.RunAsync("workflow", "generate", "--write")).Refused(1, $"{Release} cannot be written", "Is a directory", "must be a file");
    }

    [Fact]
    public async Task Names_a_link_that_leads_nowhere()
    {
        using var repository = await MiniRepository.CreateAsync(directory =>
        {
            Directory.CreateDirectory(directory[".github", "workflows"]);
            File.CreateSymbolicLink(directory[Release], "gone.yml");
        });

        (await repository.Drayage.RunAsync("workflow", "generate", "--check")).Refused(1, $"{Release} cannot be read", "Could not find file", "a link to nowhere");
    }
}
