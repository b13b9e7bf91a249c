using Drayage.Ecosystems.GitHub;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub;

/// <summary>What is said of a waybill that could not be fetched.</summary>
public sealed class ReleasedWaybillTests
{
    [Theory]
    [InlineData("404 Not Found", false)]
    [InlineData("503 Service Unavailable", true)]
    [InlineData("401 Unauthorized", true)]
    [InlineData("200 OK", true)]
    public async Task A_release_that_is_not_there_is_told_from_one_that_nobody_can_be_asked_about(string status, bool isOpen)
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of(status, "{"));
        await using var registry = await RegistryFixture.StartAsync();
        using var delivery = new RehearsalDelivery(registry);
        var context = delivery.Rehearsing() with { Rehearsal = new(server.Address, new("token")) };

        var missing = await Assert.ThrowsAsync<ReleaseException>(() =>
            ReleasedWaybill.FetchAsync(RepositorySlug.Parse("example/tide"), "v1", destination: null, context, TestContext.Current.CancellationToken));

        Assert.Equal(isOpen, missing.InnerException is not null);
    }

    /// <summary>A GitHub Enterprise Server in private mode answers strangers with its login page.</summary>
    [Fact]
    public async Task A_login_page_is_not_taken_for_the_file()
    {
        LoopbackServer? itself = null;
        await using var server = itself = new LoopbackServer(request => request.Target.Split('?')[0] switch
        {
            "/api/v3/repos/example/tide/releases/tags/v1" => LoopbackAnswer.Of("200 OK", $$"""
                {"id":1,"tag_name":"v1","draft":false,"html_url":"{{itself!.Address}}r","url":"{{itself.Address}}x","upload_url":"{{itself.Address}}u","target_commitish":"main","assets":[
                  {"id":2,"name":"waybill.dsse.json","state":"uploaded","size":7,"url":"{{itself.Address}}api/v3/assets/2","browser_download_url":"{{itself.Address}}example/tide/releases/download/v1/waybill.dsse.json"}]}
                """, "Content-Type: application/json"),
            "/api/v3/assets/2" => LoopbackAnswer.Of("200 OK", "waybill"),
            "/login" => LoopbackAnswer.Of("200 OK", "<html>Sign in</html>", "Content-Type: text/html"),
            _ => LoopbackAnswer.Of("302 Found", "", $"Location: {itself!.Address}login?return_to=x"),
        });
        await using var registry = await RegistryFixture.StartAsync();
        using var delivery = new RehearsalDelivery(registry);
        var context = delivery.Rehearsing() with { Rehearsal = new(server.Address, new("token")) };

        var (bytes, _) = await ReleasedWaybill.FetchAsync(RepositorySlug.Parse("example/tide"), "v1", destination: null, context, TestContext.Current.CancellationToken);

        Assert.Equal("waybill", System.Text.Encoding.UTF8.GetString(bytes.Span));
    }
}
