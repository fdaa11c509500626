using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Infrar.Platform.Parts.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RunPolicies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "approvals",
                table: "runs",
                type: "TEXT",
                maxLength: 40000,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<string>(
                name: "policies",
                table: "runs",
                type: "TEXT",
                maxLength: 40000,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<int>(name: "policy_version", table: "runs", type: "INTEGER", nullable: true);

            migrationBuilder.CreateTable(
                name: "notification_channels",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    environment = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    events = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    recipients = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    host = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    secret_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_channels", x => x.id);
                    table.ForeignKey(
                        name: "fk_notification_channels_project_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "workspace_policies",
                columns: table => new
                {
                    workspace_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", maxLength: 64000, nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workspace_policies", x => x.workspace_id);
                    table.ForeignKey(
                        name: "fk_workspace_policies_workspace_workspace_id",
                        column: x => x.workspace_id,
                        principalTable: "workspaces",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "workspace_schedules",
                columns: table => new
                {
                    workspace_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    drift_hours = table.Column<int>(type: "INTEGER", nullable: true),
                    drift_due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    problem = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workspace_schedules", x => x.workspace_id);
                    table.ForeignKey(
                        name: "fk_workspace_schedules_workspace_workspace_id",
                        column: x => x.workspace_id,
                        principalTable: "workspaces",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "notification_deliveries",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    channel_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    @event = table.Column<string>(name: "event", type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", maxLength: 16000, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt_at = table.Column<long>(type: "INTEGER", nullable: true),
                    delivered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_notification_deliveries_notification_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "notification_channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_notification_channels_project_id_name",
                table: "notification_channels",
                columns: new[] { "project_id", "name" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_channel_id_id",
                table: "notification_deliveries",
                columns: new[] { "channel_id", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_notification_deliveries_next_attempt_at",
                table: "notification_deliveries",
                column: "next_attempt_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_workspace_schedules_drift_due_at",
                table: "workspace_schedules",
                column: "drift_due_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_workspace_schedules_expires_at",
                table: "workspace_schedules",
                column: "expires_at"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "notification_deliveries");

            migrationBuilder.DropTable(name: "workspace_policies");

            migrationBuilder.DropTable(name: "workspace_schedules");

            migrationBuilder.DropTable(name: "notification_channels");

            migrationBuilder.DropColumn(name: "approvals", table: "runs");

            migrationBuilder.DropColumn(name: "policies", table: "runs");

            migrationBuilder.DropColumn(name: "policy_version", table: "runs");
        }
    }
}
