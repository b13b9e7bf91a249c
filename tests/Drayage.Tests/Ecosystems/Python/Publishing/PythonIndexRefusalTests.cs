using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;
using Drayage.Registries.Python;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing;

/// <summary>What an index may have against an upload, and how patient a delivery is with one that is slow.</summary>
public sealed class PythonIndexRefusalTests
{
    private const string Mallory = "pypi-of-mallory";

    [Fact]
    public async Task A_name_that_somebody_else_has_is_told()
    {
        await using var registry = await StartAsync(new PythonOptions { Accounts = [new PythonAccount { Name = "mallory", Secret = Mallory }] });
        using var first = new PythonScene(registry);
        var theirs = first.Prepare("taken", first.Real(("UPLOAD_TOKEN", Mallory)), first.WithToken());
        await first.Publisher.SendAsync(theirs, theirs.Effects[^1], first.Delivery.Scene.Content, CancellationToken.None);
        using var scene = new PythonScene(registry);
        scene.Prepare("taken", scene.Real(("UPLOAD_TOKEN", RegistryFixture.Token)), scene.WithToken());

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("The user 'drayage' isn't allowed to upload to project 'taken'", refused.Because, StringComparison.Ordinal);
        Assert.Contains("the name belongs to somebody else", refused.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300L, null, "File too large. Limit for project 'heavy' is 0 MB", "ask it for a higher limit")]
    [InlineData(null, 300L, "Project size too large. Limit for project 'heavy' total size is 0 GB", "the project's quota is used up")]
    public async Task Too_much_is_refused_and_not_tried_again_and_the_journal_says_so(long? file, long? project, string because, string hint)
    {
        await using var registry = await StartAsync(new PythonOptions { FileBytes = file, ProjectBytes = project });
        using var scene = new PythonScene(registry);
        var consignment = scene.Prepare("heavy", scene.Real(("UPLOAD_TOKEN", RegistryFixture.Token)), scene.WithToken());

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains(because, refused.Because, StringComparison.Ordinal);
        Assert.Contains(hint, refused.Hint, StringComparison.Ordinal);
        // One try a file.
        Assert.Equal(consignment.Effects.Length, scene.Delivery.Changes().Length);
        var status = Assert.IsType<EffectStatus.Failed>(scene.Delivery.Scene.State.StatusOf(consignment.Id, consignment.Effects[0].Key));
        Assert.False(status.Failure.IsTransient);
    }

    [Fact]
    public async Task A_minute_until_the_pages_show_a_file_is_waited_for_and_nothing_is_sent_twice()
    {
        using var clock = new SimulatedClock();
        await using var registry = await StartAsync(new PythonOptions { IndexLag = TimeSpan.FromMinutes(1) }, clock);
        using var scene = new PythonScene(registry) { Delivery = { Scene = { Clock = clock, Patience = new() } } };
        var consignment = scene.Prepare("slow", scene.Real(("UPLOAD_TOKEN", RegistryFixture.Token)) with { Clock = clock }, scene.WithToken());

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(2, scene.Delivery.Changes().Length);
        Assert.InRange(clock.Elapsed, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(6));
        Assert.All(consignment.Effects, effect => Assert.IsType<EffectStatus.Delivered>(scene.Delivery.Scene.State.StatusOf(consignment.Id, effect.Key)));
    }

    /// <summary>The pages do not tell that the file came through, so that the index itself is asked.</summary>
    [Fact]
    public async Task A_lost_answer_makes_no_second_file_in_an_index_that_lags()
    {
        using var clock = new SimulatedClock();
        var fault = new LostAnswer(request => HttpMethods.IsPost(request.Method));
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [fault], Clock = clock, Python = new PythonOptions { IndexLag = TimeSpan.FromMinutes(1) } });
        using var scene = new PythonScene(registry) { Delivery = { Scene = { Clock = clock, Patience = new() } } };
        scene.Prepare("lost", scene.Real(("UPLOAD_TOKEN", RegistryFixture.Token)) with { Clock = clock }, scene.WithToken());

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(1, fault.Count);
        Assert.Equal(3, scene.Delivery.Changes().Length);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(registry.DataDirectory, "python", "main", "lost"), "lost-1.0.0*").Length);
    }

    private static Task<RegistryFixture> StartAsync(PythonOptions python, TimeProvider? clock = null) =>
        RegistryFixture.StartAsync(options => options with { Python = python, Clock = clock ?? TimeProvider.System });
}
