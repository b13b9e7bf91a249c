using Drayage.Ecosystems.GitHub;
using Drayage.Model.Artifacts;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;
using Drayage.Registries.Faults;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub;

/// <summary>Deliveries to a GitHub that loses answers, breaks off and limits.</summary>
public sealed class GitHubFaultTests
{
    [Fact]
    public async Task A_lost_answer_makes_no_second_draft()
    {
        var (report, changes) = await DeliverAsync(new LostAnswer(request => HttpMethods.IsPost(request.Method) && request.Path.Value!.EndsWith("/releases", StringComparison.Ordinal)));

        report.AssertComplete();
        Assert.Single(changes, change => change == "POST /api/v3/repos/owner/faulty/releases");
    }

    [Fact]
    public async Task A_lost_answer_is_no_second_upload()
    {
        var (report, changes) = await DeliverAsync(new LostAnswer(request => request.Path.StartsWithSegments("/api/uploads")));

        report.AssertComplete();
        Assert.Equal(2, changes.Count(change => change.StartsWith("POST /api/uploads", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_lost_answer_is_no_second_publishing()
    {
        var (report, changes) = await DeliverAsync(new LostAnswer(request => HttpMethods.IsPatch(request.Method)));

        report.AssertComplete();
        Assert.Single(changes, change => change.StartsWith("PATCH ", StringComparison.Ordinal));
    }

    /// <summary>The connection breaks in the middle of an upload: an asset in state starter stays behind.</summary>
    [Fact]
    public async Task What_a_broken_upload_leaves_behind_is_cleared_away()
    {
        var (report, changes) = await DeliverAsync(new BrokenUpload());

        report.AssertComplete();
        Assert.Single(changes, change => change.StartsWith("DELETE ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secondary_limit_is_waited_for()
    {
        var limit = new Limit("0");

        var (report, _) = await DeliverAsync(limit);

        report.AssertComplete();
        // The refused draft, the draft, and two uploads.
        Assert.Equal(4, limit.Posts);
    }

    [Theory]
    [InlineData("3600", 3600)]
    [InlineData(null, 60)]
    public async Task A_long_limit_ends_the_delivery_for_now(string? retryAfter, int seconds)
    {
        var limit = new Limit(retryAfter);

        var (report, _) = await DeliverAsync(limit);

        var failed = report.Failure();
        Assert.Equal((DeliveryFailure.Transient, TimeSpan.FromSeconds(seconds)), (failed.Failure, failed.RetryAfter));
        Assert.Equal(1, limit.Posts);
    }

    private static async Task<(DeliveryReport Report, IReadOnlyList<string> Changes)> DeliverAsync(IFault fault)
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [fault] });
        using var delivery = new RehearsalDelivery(registry);
        var kind = new GitHubDestination();
        var (settings, _) = DeliveryContexts.Read(kind, "github", ("repository", "owner/faulty"));
        delivery.Scene.Content["app.tar.gz"] = "archive"u8.ToArray();
        delivery.Scene.Content[WaybillComposer.WaybillName] = "envelope"u8.ToArray();
        var planned = Assert.Single(kind.Plan(settings, DeliveryContexts.Of(DeliveryContexts.Component("app", "1.0.0", "app", [], (ArtifactKind.Archive, "app.tar.gz")))));
        delivery.Scene.Publishers["github"] = kind.CreatePublisher(settings, delivery.Rehearsing());
        delivery.Scene.Add(delivery.Seal(planned));
        return (await delivery.Scene.DeliverAsync(), delivery.Changes());
    }

    /// <summary>Answers the first POST as GitHub's secondary limits do.</summary>
    private sealed class Limit(string? retryAfter) : IFault
    {
        private int posts;

        public int Posts => posts;

        public async Task InvokeAsync(HttpContext context, RequestDelegate next)
        {
            if (!HttpMethods.IsPost(context.Request.Method) || Interlocked.Increment(ref posts) != 1)
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            await context.Response.WriteAsync("""{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}""");
        }
    }
}
