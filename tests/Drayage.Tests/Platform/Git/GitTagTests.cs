using Drayage.Model;
using Drayage.Platform.Git;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Git;

public sealed class GitTagTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tags_are_peeled_to_their_commits()
    {
        using var fixture = await GitFixture.StartAsync();
        fixture.Directory.Write("file", "content");
        var one = await fixture.CommitAsync("one");
        await fixture.RunAsync("tag", "light");
        await fixture.RunAsync("tag", "-a", "-m", "two\nlines", "annotated");
        await fixture.RunAsync("tag", "-a", "-m", "of a tag", "nested", "annotated");
        await fixture.RunAsync("tag", "tree", "HEAD^{tree}");
        var two = await fixture.CommitAsync("two");
        await fixture.RunAsync("tag", "-a", "-m", "", "core/v2.0.0");
        var repository = await fixture.OpenAsync();

        var tags = await repository.TagsAsync(Cancellation);

        Assert.Equal(["annotated", "core/v2.0.0", "light", "nested"], tags.Select(tag => tag.Name));
        Assert.Equal([one, two, one, one], tags.Select(tag => tag.Commit.Hex));
        Assert.Equal([true, true, false, true], tags.Select(tag => tag.IsAnnotated));
        Assert.Equal(["core/v2.0.0"], (await repository.TagsAtHeadAsync(Cancellation)).Select(tag => tag.Name));
    }

    [Fact]
    public async Task A_repository_without_commits_has_no_tags()
    {
        using var fixture = await GitFixture.StartAsync();
        var repository = await fixture.OpenAsync();
        Assert.Empty(await repository.TagsAsync(Cancellation));
        Assert.Empty(await repository.TagsAtHeadAsync(Cancellation));
    }

    [Fact]
    public async Task A_made_tag_is_annotated_and_a_second_one_is_recognised()
    {
        using var fixture = await GitFixture.StartAsync();
        var one = GitObjectId.Parse(await fixture.CommitAsync("one"));
        var repository = await fixture.OpenAsync();

        var made = await repository.CreateTagAsync("v1.0.0", one, "Version 1.0.0\n\n# not a comment\n", Cancellation);

        Assert.Equal(one, Assert.IsType<TagCreation.Created>(made).Tag.Commit);
        Assert.Equal("tag", await fixture.RunAsync("cat-file", "-t", "v1.0.0"));
        Assert.EndsWith("Version 1.0.0\n\n# not a comment", await fixture.RunAsync("cat-file", "tag", "v1.0.0"));
        Assert.IsType<TagCreation.AlreadyThere>(await repository.CreateTagAsync("v1.0.0", one, "again", Cancellation));

        var two = GitObjectId.Parse(await fixture.CommitAsync("two"));
        var taken = await repository.CreateTagAsync("v1.0.0", two, "other", Cancellation);
        Assert.Equal(one, Assert.IsType<TagCreation.TakenByOther>(taken).Tag.Commit);
        Assert.Equal(one.Hex, await fixture.RunAsync("rev-parse", "v1.0.0^{commit}"));
    }

    [Fact]
    public async Task Of_many_makers_exactly_one_wins()
    {
        using var fixture = await GitFixture.StartAsync();
        var commit = GitObjectId.Parse(await fixture.CommitAsync("one"));
        var repository = await fixture.OpenAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            i => repository.CreateTagAsync("v1", commit, $"maker {i}", Cancellation)));

        Assert.Single(outcomes.OfType<TagCreation.Created>());
        Assert.Equal(5, outcomes.OfType<TagCreation.AlreadyThere>().Count());
    }

    [Fact]
    public async Task A_name_that_git_refuses_is_an_error_with_its_reason()
    {
        using var fixture = await GitFixture.StartAsync();
        var commit = GitObjectId.Parse(await fixture.CommitAsync("one"));
        var repository = await fixture.OpenAsync();
        var error = await Assert.ThrowsAsync<ReleaseException>(
            () => repository.CreateTagAsync("v1..2", commit, "m", Cancellation));
        Assert.Contains("not a valid tag name", error.Because);
    }
}
